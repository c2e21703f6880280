package io.ostiary.projection.query;

import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.AttachedPolicy;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Attachments.InlinePolicy;
import io.ostiary.state.entity.TagKeys;
import io.ostiary.state.shape.Shapes;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Pages of what hangs on every kind of entity alike. */
final class HeldLists {

    private HeldLists() {}

    static Page<Tag> tags(Attachable entity, @Nullable String marker, @Nullable Integer maxItems) {
        TagKeys keys = TagKeys.of(entity);
        return Page.sorted(
                entity.attachments().tags(),
                tag -> Positions.of(keys, tag),
                marker,
                Page.size(maxItems));
    }

    static Page<String> inlinePolicyNames(
            Attachable entity, @Nullable String marker, @Nullable Integer maxItems) {
        List<String> names =
                entity.attachments().inlinePolicies().stream().map(InlinePolicy::name).toList();
        return Page.sorted(names, Names::key, marker, Page.size(maxItems));
    }

    /**
     * @param pathPrefix of the policies, whose paths stand in their ARNs
     */
    static Page<AttachedPolicy> attachedPolicies(
            Attachable entity,
            @Nullable String marker,
            @Nullable Integer maxItems,
            @Nullable String pathPrefix) {
        List<String> arns =
                entity.attachments().policyArns().stream()
                        .filter(arn -> pathPrefix == null || path(arn).startsWith(pathPrefix))
                        .toList();
        Page<String> page = Page.sorted(arns, Positions::ofPolicy, marker, Page.size(maxItems));
        return new Page<>(page.map(Shapes::attachedPolicy), page.marker());
    }

    /** {@code /a/b/} of {@code arn:aws:iam::123456789012:policy/a/b/Name}. */
    private static String path(String policyArn) {
        return policyArn.substring(policyArn.indexOf('/'), policyArn.lastIndexOf('/') + 1);
    }
}
