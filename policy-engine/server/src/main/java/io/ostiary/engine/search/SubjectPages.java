package io.ostiary.engine.search;

import io.ostiary.contract.event.ResourceEvent.ResourcePolicy;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.BucketName;
import io.ostiary.contract.port.SearchAnswer;
import io.ostiary.contract.port.SearchAnswer.Item;
import io.ostiary.contract.port.SearchCall;
import io.ostiary.contract.port.SearchCall.Sought;
import io.ostiary.engine.authorize.AccountEntities;
import io.ostiary.engine.decide.DecisionPoint;
import io.ostiary.engine.decide.Unanswerable;
import io.ostiary.policy.document.PolicyKind;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.search.OpenQuestion;
import io.ostiary.policy.search.SubjectSearch;
import io.ostiary.state.entity.Resource;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.Table;

/** Who may do this: the account's principals from its index, then whom else the resource names. */
final class SubjectPages {

    /** What positions begin with; those of others come last. */
    private static final String OWN = "0";

    private static final String OTHERS = "1";

    private static final int LOOK = 50;

    private SubjectPages() {}

    static SearchAnswer page(Search search, SearchCall call, Sought.Subjects sought)
            throws Unanswerable {
        ActionName action = DecisionPoint.action(sought.action());
        SoughtResource resource = search.resource(action, sought.resource());
        if (resource.tags() != null && search.stated().statesResourceTags()) {
            throw Unanswerable.invalid(
                    "The resource is registered: its tags are known and may not be stated.");
        }
        var page = new Page(call.size(), call.certain(), call.after());
        OpenQuestion question = search.question(action, resource);
        boolean more =
                (!call.after().startsWith(OTHERS) && own(search, question, resource, sought, page))
                        || others(search, question, resource, sought, page);
        return page.found(more, search.revision());
    }

    /** Whether the page ended before all were looked at. */
    private static boolean own(
            Search search,
            OpenQuestion question,
            SoughtResource resource,
            Sought.Subjects sought,
            Page page) {
        AccountIndex index = AccountIndex.of(search.account(), search.sources().principals());
        var found =
                new SubjectSearch(
                        index.subjects(),
                        question,
                        number ->
                                PrincipalKeys.of(
                                        search.snapshot(), index.live(number), search.now()));
        String after = page.position();
        int next = found.next(after.isEmpty() ? 0 : index.after(after.substring(OWN.length())));
        while (next >= 0) {
            if (page.isFull()) {
                return true;
            }
            Item item =
                    Search.isOther(sought.type(), index.type(next))
                            ? null
                            : Items.of(
                                    index.type(next),
                                    index.arn(next),
                                    Search.side(resource),
                                    found.verdict(next));
            page.add(OWN + index.arn(next), item, LOOK);
            next = found.next(next + 1);
        }
        return false;
    }

    private static boolean others(
            Search search,
            OpenQuestion question,
            SoughtResource resource,
            Sought.Subjects sought,
            Page page) {
        if (question.policy() == null) {
            return false;
        }
        var named = new NamedOthers(search.id(), question);
        addNamed(search, question, resource, named);
        String after = page.position();
        var next = named.next(after.startsWith(OTHERS) ? after.substring(OTHERS.length()) : "");
        while (next != null) {
            if (page.isFull()) {
                return true;
            }
            Item item = next.getValue();
            page.add(
                    OTHERS + next.getKey(),
                    Search.isOther(sought.type(), item.type()) ? null : item,
                    LOOK);
            next = named.next(next.getKey());
        }
        return false;
    }

    private static void addNamed(
            Search search, OpenQuestion question, SoughtResource resource, NamedOthers named) {
        Arn arn = resource.arn();
        if (arn == null) {
            return;
        }
        var policy = question.policy();
        if (policy != null && policy.policy().kind() == PolicyKind.TRUST) {
            if (AccountEntities.byArn(search.account().state(), arn) instanceof Role role) {
                named.add(role.trust().document(), PolicyKind.TRUST, role.trust().principals());
            }
            return;
        }
        Resource kept = search.account().state().find(Table.RESOURCES, keptUnder(arn));
        ResourcePolicy own = kept == null ? null : kept.policy();
        if (own != null) {
            named.add(own.document(), PolicyKind.RESOURCE, own.principals());
        }
    }

    /** What lies in a bucket is under the bucket's policy. */
    private static String keptUnder(Arn arn) {
        if (!arn.account().isEmpty()) {
            return arn.toString();
        }
        int slash = arn.resource().indexOf('/');
        return BucketName.arn(slash < 0 ? arn.resource() : arn.resource().substring(0, slash))
                .toString();
    }
}
