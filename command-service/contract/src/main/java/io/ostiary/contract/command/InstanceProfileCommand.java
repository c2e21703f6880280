package io.ostiary.contract.command;

import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What changes instance profiles (IAM API Reference). */
public sealed interface InstanceProfileCommand extends IamCommand {

    record CreateInstanceProfile(String instanceProfileName, @Nullable String path, List<Tag> tags)
            implements InstanceProfileCommand {
        public CreateInstanceProfile {
            tags = List.copyOf(tags);
        }
    }

    record DeleteInstanceProfile(String instanceProfileName) implements InstanceProfileCommand {}

    record AddRoleToInstanceProfile(String instanceProfileName, String roleName)
            implements InstanceProfileCommand {}

    record RemoveRoleFromInstanceProfile(String instanceProfileName, String roleName)
            implements InstanceProfileCommand {}

    record TagInstanceProfile(String instanceProfileName, List<Tag> tags)
            implements InstanceProfileCommand {
        public TagInstanceProfile {
            tags = List.copyOf(tags);
        }
    }

    record UntagInstanceProfile(String instanceProfileName, List<String> tagKeys)
            implements InstanceProfileCommand {
        public UntagInstanceProfile {
            tagKeys = List.copyOf(tagKeys);
        }
    }
}
