package io.ostiary.state.entity;

import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.Tag;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * Policies and tags of an entity; lists are small (AWS's quotas) and kept in the order of arrival.
 *
 * @param policyArns attached managed policies
 * @param boundaryArn the permissions boundary; null when there is none
 */
public record Attachments(
        List<Tag> tags,
        List<String> policyArns,
        List<InlinePolicy> inlinePolicies,
        @Nullable String boundaryArn) {

    public static final Attachments NONE = new Attachments(List.of(), List.of(), List.of(), null);

    public Attachments {
        tags = List.copyOf(tags);
        policyArns = List.copyOf(policyArns);
        inlinePolicies = List.copyOf(inlinePolicies);
    }

    /** A policy that lives and dies with its entity. Its name is unique ignoring case. */
    public record InlinePolicy(String name, String document) {}

    public boolean hasPolicy(String arn) {
        return policyArns.contains(arn);
    }

    public @Nullable InlinePolicy inlinePolicy(String name) {
        for (InlinePolicy policy : inlinePolicies) {
            if (Names.key(policy.name()).equals(Names.key(name))) {
                return policy;
            }
        }
        return null;
    }

    public Attachments withPolicy(String arn) {
        var arns = new ArrayList<>(policyArns);
        arns.add(arn);
        return new Attachments(tags, arns, inlinePolicies, boundaryArn);
    }

    public Attachments withoutPolicy(String arn) {
        var arns = new ArrayList<>(policyArns);
        arns.remove(arn);
        return new Attachments(tags, arns, inlinePolicies, boundaryArn);
    }

    /** Replaces one of the same name, in its place. */
    public Attachments withInlinePolicy(String name, String document) {
        var policies = new ArrayList<>(inlinePolicies);
        var added = new InlinePolicy(name, document);
        for (int i = 0; i < policies.size(); i++) {
            if (Names.key(policies.get(i).name()).equals(Names.key(name))) {
                policies.set(i, new InlinePolicy(policies.get(i).name(), document));
                return new Attachments(tags, policyArns, policies, boundaryArn);
            }
        }
        policies.add(added);
        return new Attachments(tags, policyArns, policies, boundaryArn);
    }

    public Attachments withoutInlinePolicy(String name) {
        var policies = new ArrayList<>(inlinePolicies);
        policies.removeIf(policy -> Names.key(policy.name()).equals(Names.key(name)));
        return new Attachments(tags, policyArns, policies, boundaryArn);
    }

    public Attachments withBoundary(@Nullable String arn) {
        return new Attachments(tags, policyArns, inlinePolicies, arn);
    }

    public Attachments withTags(TagKeys unique, List<Tag> added) {
        return new Attachments(unique.with(tags, added), policyArns, inlinePolicies, boundaryArn);
    }

    public Attachments withoutTags(TagKeys unique, List<String> keys) {
        return new Attachments(unique.without(tags, keys), policyArns, inlinePolicies, boundaryArn);
    }
}
