package io.ostiary.contract.command;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a service keeps here of a resource of its own: who may do what with it, and its tags. Only
 * the account in the ARN writes.
 */
public sealed interface ResourceCommand extends Command {

    /**
     * Takes the place of all that was kept of the resource.
     *
     * @param policy null for none
     */
    record PutResourcePolicy(String arn, @Nullable String policy, Map<String, String> tags)
            implements ResourceCommand {
        public PutResourcePolicy {
            tags = Map.copyOf(tags);
        }
    }

    /** Nothing is kept of the resource any more. */
    record DeleteResourcePolicy(String arn) implements ResourceCommand {}
}
