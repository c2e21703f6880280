package io.ostiary.projection.query;

import static io.ostiary.projection.query.Replies.found;
import static io.ostiary.projection.query.Replies.refused;

import io.ostiary.contract.error.OperatorError.NoSuchResource;
import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.port.Projection.Reply;
import io.ostiary.contract.query.ResourceQuery;
import io.ostiary.contract.query.ResourceQuery.GetResourcePolicy;
import io.ostiary.contract.result.ResourceResult.GetResourcePolicyResult;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.Resource;
import io.ostiary.state.entity.Table;
import io.ostiary.state.resource.OwnResources;
import io.ostiary.state.shape.ShownPrincipals;
import io.ostiary.state.view.AccountView;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.stream.Collectors;

/** What the service {@code ostiary} keeps of the account's resources. */
final class ResourceQueries {

    private ResourceQueries() {}

    static Reply answer(AccountView account, ResourceQuery query) {
        return switch (query) {
            case GetResourcePolicy get -> {
                var refusal = OwnResources.refusal(account.id(), get.arn());
                yield refusal == null ? get(account, get.arn()) : refused(refusal);
            }
        };
    }

    private static Reply get(AccountView account, String arn) {
        Resource held = account.find(Table.RESOURCES, arn);
        if (held == null) {
            return refused(
                    new NoSuchResource("Neither policy nor tags are kept of " + arn + "."));
        }
        Map<String, String> tags =
                held.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
        return found(
                new GetResourcePolicyResult(
                        arn, shown(account, held.policy()), tags, account.revision()));
    }

    private static @Nullable String shown(
            AccountView account, @Nullable ResourcePolicy policy) {
        return policy == null
                ? null
                : ShownPrincipals.of(account, policy.document(), policy.principals());
    }
}
