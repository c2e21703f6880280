package io.ostiary.engine.search;

import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.BucketName;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchAnswer.Side;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SearchCall.Sought;
import io.ostiary.engine.authorize.AccountEntities;
import io.ostiary.engine.decide.DecisionPoint;
import io.ostiary.engine.decide.Unanswerable;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.principal.LivePrincipal;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.search.OpenEvaluator;
import io.ostiary.policy.search.Subject;
import io.ostiary.state.entity.Attachable;
import io.ostiary.state.entity.Bucket;
import io.ostiary.state.entity.Resource;
import io.ostiary.state.entity.Table;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.TreeSet;

/**
 * With which of its account's entities and registered resources may this one do that: those that
 * the action works on, where the data know the action.
 */
final class ResourcePages {

    private static final List<Table<? extends Attachable>> ENTITIES =
            List.of(
                    Table.USERS,
                    Table.GROUPS,
                    Table.ROLES,
                    Table.POLICIES,
                    Table.INSTANCE_PROFILES,
                    Table.SERVER_CERTIFICATES);

    private ResourcePages() {}

    static SearchAnswer page(
            Search search, SearchCall call, Sought.Resources sought, LivePrincipal principal)
            throws Unanswerable {
        ActionName action = DecisionPoint.action(sought.action());
        Subject subject = ActionPages.subject(principal);
        PrincipalKeys keys = PrincipalKeys.of(search.snapshot(), principal, search.now());
        KnownActions.Known known = search.sources().actions().find(action);
        int statements = ActionPages.statements(subject);
        var page = new Page(call.size(), call.certain(), call.after());
        for (String text : all(search.account()).tailSet(call.after(), false)) {
            Arn arn = Arn.parse(text).orElse(null);
            if (arn == null
                    || isOther(sought.type(), arn)
                    || (known != null && !known.worksOn(arn))) {
                continue;
            }
            if (page.isFull()) {
                return page.found(true, search.revision());
            }
            SoughtResource resource = search.resource(action, arn);
            page.add(
                    text,
                    resource.own()
                            ? Items.of(
                                    type(arn),
                                    text,
                                    Side.ALL,
                                    OpenEvaluator.evaluate(
                                            search.question(action, resource), subject, keys))
                            : null,
                    statements);
        }
        return page.found(false, search.revision());
    }

    private static TreeSet<String> all(AccountSnapshot account) {
        var all = new TreeSet<String>();
        for (Table<? extends Attachable> table : ENTITIES) {
            for (Attachable entity : account.state().scan(table, "")) {
                all.add(AccountEntities.arn(account.id(), entity).toString());
            }
        }
        for (Bucket bucket : account.state().scan(Table.BUCKETS, "")) {
            all.add(BucketName.arn(bucket.name()).toString());
        }
        for (Resource resource : account.state().scan(Table.RESOURCES, "")) {
            all.add(resource.arn());
        }
        return all;
    }

    /** What people call it: user, role, bucket, or the service that it is of. */
    private static String type(Arn arn) {
        return switch (arn.service()) {
            case "iam" -> arn.resourceType();
            case "s3" -> arn.account().isEmpty() ? "bucket" : arn.resourceType();
            default -> arn.service();
        };
    }

    private static boolean isOther(@Nullable String wanted, Arn arn) {
        return wanted != null && !wanted.equals(type(arn)) && !wanted.equals(arn.service());
    }
}
