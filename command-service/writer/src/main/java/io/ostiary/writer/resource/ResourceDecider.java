package io.ostiary.writer.resource;

import static io.ostiary.state.decide.CommandResult.accepted;
import static io.ostiary.state.decide.CommandResult.rejected;

import io.ostiary.contract.command.CommandEnvelope;
import io.ostiary.contract.command.ResourceCommand;
import io.ostiary.contract.command.ResourceCommand.DeleteResourcePolicy;
import io.ostiary.contract.command.ResourceCommand.PutResourcePolicy;
import io.ostiary.contract.error.OperatorError.InvalidTags;
import io.ostiary.contract.error.OperatorError.MalformedResourcePolicy;
import io.ostiary.contract.error.OperatorError.NoSuchResource;
import io.ostiary.contract.error.OperatorError.TooManyResources;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicyRemoved;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicySet;
import io.ostiary.contract.event.ResourceEvent.ResourceTagsSet;
import io.ostiary.contract.shape.Tag;
import io.ostiary.policy.document.PolicyDocument;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.parse.PolicyParseResult.MalformedPolicy;
import io.ostiary.policy.parse.PolicyParseResult.ParsedPolicy;
import io.ostiary.policy.parse.PolicyParser;
import io.ostiary.state.decide.CommandResult;
import io.ostiary.state.entity.Resource;
import io.ostiary.state.entity.Table;
import io.ostiary.state.quota.Quota;
import io.ostiary.state.resource.OwnResources;
import io.ostiary.state.view.AccountState;
import io.ostiary.writer.rule.Lookup;
import io.ostiary.writer.rule.PrincipalBindings;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The rules of what is kept of resources by ARN; all of them, and their texts, are ours. */
public final class ResourceDecider {

    /** Ours: as much as S3 takes of a bucket. */
    static final int MAX_POLICY_BYTES = BucketPolicies.MAX_BYTES;

    public CommandResult decide(
            AccountState account, ResourceCommand command, CommandEnvelope envelope) {
        return switch (command) {
            case PutResourcePolicy put -> {
                var refusal = OwnResources.refusal(account.id(), put.arn());
                yield refusal == null
                        ? put(account, put, envelope.principals())
                        : rejected(refusal);
            }
            case DeleteResourcePolicy delete -> {
                var refusal = OwnResources.refusal(account.id(), delete.arn());
                yield refusal == null ? delete(account, delete.arn()) : rejected(refusal);
            }
        };
    }

    private static CommandResult put(
            AccountState account, PutResourcePolicy command, Map<String, String> foreign) {
        List<Tag> tags = tags(command.tags());
        String problem = ResourceTagRules.problem(tags);
        if (problem != null) {
            return rejected(new InvalidTags(problem));
        }
        Resource held = account.find(Table.RESOURCES, command.arn());
        if (held == null && Quota.RESOURCES.isReached(account, account.count(Table.RESOURCES))) {
            return rejected(
                    new TooManyResources(
                            "Policies and tags are kept of %d resources at most."
                                    .formatted(Quota.RESOURCES.limit(account))));
        }
        Resource before = account.resource(command.arn());
        String document = command.policy();
        return document == null
                ? accepted(null, events(before, null, tags))
                : policy(account, document, foreign)
                        .then(read -> accepted(null, events(before, read, tags)));
    }

    private static List<Event> events(
            Resource before, @Nullable ResourcePolicy policy, List<Tag> tags) {
        var events = new ArrayList<Event>(2);
        if (policy != null) {
            // Anew even when it reads the same: whom it names may be somebody else by now.
            events.add(new ResourcePolicySet(before.arn(), policy));
        } else if (before.policy() != null) {
            events.add(new ResourcePolicyRemoved(before.arn()));
        }
        if (!tags.equals(before.tags())) {
            events.add(new ResourceTagsSet(before.arn(), tags));
        }
        return events;
    }

    private static CommandResult delete(AccountState account, String arn) {
        Resource held = account.find(Table.RESOURCES, arn);
        return held == null
                ? rejected(new NoSuchResource("Neither policy nor tags are kept of " + arn + "."))
                : accepted(null, events(held, null, List.of()));
    }

    private static Lookup<ResourcePolicy> policy(
            AccountState account, String document, Map<String, String> foreign) {
        if (document.getBytes(StandardCharsets.UTF_8).length > MAX_POLICY_BYTES) {
            return malformed("A policy has %d bytes at most.".formatted(MAX_POLICY_BYTES));
        }
        return switch (PolicyParser.parse(document, PolicyKind.RESOURCE)) {
            case MalformedPolicy(String reason) -> malformed(reason);
            case ParsedPolicy(PolicyDocument parsed) ->
                    switch (PrincipalBindings.of(account, parsed, foreign)) {
                        case PrincipalBindings.Bound(var ids) ->
                                Lookup.found(
                                        new ResourcePolicy(
                                                document, ids, PublicAccess.isPublic(parsed)));
                        case PrincipalBindings.Unknown(String principal) ->
                                malformed(
                                        "Invalid principal in policy: \"AWS\":\""
                                                + principal
                                                + "\"");
                    };
        };
    }

    private static Lookup<ResourcePolicy> malformed(String message) {
        return Lookup.refused(new MalformedResourcePolicy(message));
    }

    /** In the order of their keys: an event is the same however its map was ordered. */
    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> new Tag(tag.getKey(), tag.getValue()))
                .sorted(Comparator.comparing(Tag::key))
                .toList();
    }
}
