package io.ostiary.writer.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.contract.command.Actor;
import io.ostiary.contract.command.Judgement;
import io.ostiary.contract.event.AccountEvent.PasswordPolicyRemoved;
import io.ostiary.contract.event.AccountEvent.PasswordPolicySet;
import io.ostiary.contract.event.AttachmentEvent.InlinePolicyDeleted;
import io.ostiary.contract.event.AttachmentEvent.InlinePolicyPut;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundaryRemoved;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.AttachmentEvent.PolicyDetached;
import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.AttachmentEvent.Untagged;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.EventEnvelope;
import io.ostiary.contract.event.GroupEvent.GroupCreated;
import io.ostiary.contract.event.GroupEvent.UserAddedToGroup;
import io.ostiary.contract.event.GroupEvent.UserRemovedFromGroup;
import io.ostiary.contract.event.PolicyEvent.DefaultPolicyVersionSet;
import io.ostiary.contract.event.PolicyEvent.PolicyCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyDeleted;
import io.ostiary.contract.event.PolicyEvent.PolicyVersionCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyVersionDeleted;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.event.UserEvent.UserRenamed;
import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.view.AccountView;
import io.ostiary.testkit.Actors;
import io.ostiary.testkit.FixedEffects;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A032: whose commands must be authorized again after which events, and whose need not. */
class RecentRightsTest {

    private static final AccountId ACCOUNT = new AccountId("111122223333");
    private static final Instant AT = FixedEffects.START;
    private static final EntityId ANA = new EntityId(EntityKind.USER, "AIDAANA");
    private static final EntityId BEN = new EntityId(EntityKind.USER, "AIDABEN");
    private static final EntityId TEAM = new EntityId(EntityKind.GROUP, "AGPATEAM");
    private static final EntityId JOB = new EntityId(EntityKind.ROLE, "AROAJOB");
    private static final EntityId EMPTY = new EntityId(EntityKind.GROUP, "AGPAEMPTY");
    private static final List<Tag> TAGS = List.of(new Tag("team", "b"));
    private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

    /** Attached to Ana, to the team that Ben is in, to nobody, the boundary of the job. */
    private static final String OF_ANA = arn("of-ana");

    private static final String OF_TEAM = arn("of-team");
    private static final String BOUNDARY = arn("boundary");

    private static final Actor ROOT = Actors.root(ACCOUNT, "AKIAROOT");

    private static final List<Event> BEGINNING =
            List.of(
                    new UserCreated(ANA.uniqueId(), "ana", "/", AT),
                    new UserCreated(BEN.uniqueId(), "ben", "/", AT),
                    new GroupCreated(TEAM.uniqueId(), "team", "/", AT),
                    new GroupCreated(EMPTY.uniqueId(), "empty", "/", AT),
                    new RoleCreated(
                            JOB.uniqueId(),
                            "job",
                            "/",
                            null,
                            3600,
                            new TrustPolicy("{}", Map.of()),
                            AT),
                    policy("of-ana"),
                    policy("of-team"),
                    policy("of-nobody"),
                    policy("boundary"),
                    new UserAddedToGroup(TEAM.uniqueId(), BEN.uniqueId()),
                    new PolicyAttached(ANA, OF_ANA),
                    new PolicyAttached(TEAM, OF_TEAM),
                    new InlinePolicyPut(ANA, "inline", "{}"),
                    new Tagged(ANA, List.of(new Tag("team", "a"))),
                    new PermissionsBoundarySet(JOB, BOUNDARY));

    private static Event policy(String name) {
        return new PolicyCreated("ANPA" + name, name, "/", null, "{}", AT);
    }

    private static String arn(String policy) {
        return Arn.iam(ACCOUNT, "policy/" + policy).toString();
    }

    private static Event newDefault(String policy) {
        return new PolicyVersionCreated("ANPA" + policy, 2, "{}", true, AT);
    }

    private static AccountHistory after(AccountHistory history, Event event) {
        return history.after(
                new EventEnvelope(
                        ACCOUNT,
                        history.state().revision() + 1,
                        AT,
                        "request",
                        new EventEnvelope.Source("topic", 0),
                        event));
    }

    private static AccountHistory begun() {
        AccountHistory history = AccountHistory.empty(ACCOUNT);
        for (Event event : BEGINNING) {
            history = after(history, event);
        }
        return history;
    }

    private static Actor ana(AccountView account) {
        return Actors.user(ACCOUNT, Objects.requireNonNull(account.userById(ANA.uniqueId())), "A");
    }

    private static Actor ben(AccountView account) {
        return Actors.userSession(
                ACCOUNT, Objects.requireNonNull(account.userById(BEN.uniqueId())));
    }

    private static Actor job(AccountView account) {
        return Actors.roleSession(
                ACCOUNT, Objects.requireNonNull(account.roleById(JOB.uniqueId())));
    }

    /**
     * @param concerned letters of those who must be authorized again: a(na), b(en), j(ob)
     */
    private static void check(String concerned, Event event) {
        AccountHistory before = begun();
        AccountHistory after = after(before, event);
        AccountView account = after.state();
        var judged = new Judgement(before.state().revision(), List.of());
        String found =
                (after.rights().changedSince(judged, ana(account), account) ? "a" : "")
                        + (after.rights().changedSince(judged, ben(account), account) ? "b" : "")
                        + (after.rights().changedSince(judged, job(account), account) ? "j" : "");
        assertEquals(concerned, found, event.toString());
        assertFalse(after.rights().changedSince(judged, ROOT, account), "root needs no policy");
        assertFalse(after.rights().changedSince(judged, Actor.system(ACCOUNT), account));
        var since = new Judgement(account.revision(), List.of());
        assertFalse(after.rights().changedSince(since, ana(account), account), "judged since");
    }

    @Test
    void A032_whatChangesAPrincipalItselfConcernsItAlone() {
        check("a", new PolicyDetached(ANA, OF_ANA));
        check("a", new PolicyAttached(ANA, ADMINISTRATOR));
        check("a", new InlinePolicyPut(ANA, "deny", "{}"));
        check("a", new InlinePolicyDeleted(ANA, "inline"));
        check("a", new PermissionsBoundarySet(ANA, BOUNDARY));
        check("a", new Tagged(ANA, TAGS));
        check("a", new Untagged(ANA, List.of("team")));
        check("a", new UserRenamed(ANA.uniqueId(), "anna", "/"));
        check("j", new PermissionsBoundaryRemoved(JOB));
        check("j", new PolicyAttached(JOB, ADMINISTRATOR));
    }

    /** By it users may change their own passwords, or may not any more. */
    @Test
    void A032_theAccountsPasswordPolicyConcernsItsUsers() {
        check("ab", new PasswordPolicySet(8, true, true, true, true, false, 0, 0, false));
        check("ab", new PasswordPolicyRemoved());
    }

    @Test
    void A032_whatChangesAGroupConcernsItsMembers() {
        check("b", new PolicyDetached(TEAM, OF_TEAM));
        check("b", new InlinePolicyPut(TEAM, "deny", "{}"));
        check("b", new UserRemovedFromGroup(TEAM.uniqueId(), BEN.uniqueId()));
        check("a", new UserAddedToGroup(TEAM.uniqueId(), ANA.uniqueId()));
    }

    @Test
    void A032_anotherDefaultVersionConcernsWhoHasThePolicyDirectlyByAGroupOrAsBoundary() {
        check("a", newDefault("of-ana"));
        check("b", newDefault("of-team"));
        check("j", newDefault("boundary"));
        check("", newDefault("of-nobody"));
        check("", new PolicyVersionCreated("ANPAof-ana", 2, "{}", false, AT));
    }

    @Test
    void A032_aDefaultVersionThatIsSetBackConcernsThemToo() {
        AccountHistory before = after(begun(), newDefault("of-ana"));
        var judged = new Judgement(before.state().revision(), List.of());
        AccountHistory set = after(before, new DefaultPolicyVersionSet("ANPAof-ana", 1, AT));
        assertTrue(set.rights().changedSince(judged, ana(set.state()), set.state()));
        AccountHistory deleted = after(set, new PolicyVersionDeleted("ANPAof-ana", 2, AT));
        var since = new Judgement(set.state().revision(), List.of());
        assertFalse(deleted.rights().changedSince(since, ana(deleted.state()), deleted.state()));
    }

    @Test
    void A032_aSessionIsConcernedByItsSessionPolicies() {
        AccountHistory before = begun();
        for (Event event : List.of(newDefault("of-nobody"), new PolicyDeleted("ANPAof-nobody"))) {
            AccountHistory after = after(before, event);
            Actor job = job(after.state());
            long revision = before.state().revision();
            var limited = new Judgement(revision, List.of("ANPAof-nobody"));
            var otherwise = new Judgement(revision, List.of("ANPAof-team"));
            assertTrue(after.rights().changedSince(limited, job, after.state()));
            assertFalse(after.rights().changedSince(otherwise, job, after.state()));
        }
    }

    @Test
    void whatChangesNobodysRightsConcernsNobody() {
        check("", new UserCreated("AIDACLEO", "cleo", "/", AT));
        check("", new PolicyAttached(EMPTY, ADMINISTRATOR));
        check("", new Tagged(new EntityId(EntityKind.POLICY, "ANPAof-ana"), TAGS));
    }

    @Test
    void A032_whatIsForgottenCountsAsConcerningEverybodyButRoot() {
        AccountHistory before = begun();
        int known = before.rights().latest().size();
        var judged = new Judgement(before.state().revision(), List.of());
        AccountHistory after = before;
        for (int i = known; i < RecentRights.REMEMBERED; i++) {
            after = attachedToAnother(after, i);
        }
        assertFalse(changedSince(judged, after), "every change is remembered, none is Ana's");
        AccountHistory more = attachedToAnother(after, RecentRights.REMEMBERED);
        assertTrue(more.rights().latest().size() <= RecentRights.REMEMBERED);
        assertTrue(changedSince(judged, more));
        assertFalse(more.rights().changedSince(judged, ROOT, more.state()));
        var since = new Judgement(after.state().revision(), List.of());
        assertFalse(changedSince(since, more), "what was judged at the last forgotten one stands");
        assertTrue(changedSince(judged, after.withoutDetails()));
        assertFalse(changedSince(since, after.withoutDetails()));
    }

    /** The same subject again and again takes one place. */
    @Test
    void aPrincipalThatIsChangedOftenCostsNobodyElse() {
        AccountHistory before = begun();
        AccountHistory after = before;
        for (int i = 0; i < 2 * RecentRights.REMEMBERED; i++) {
            after = after(after, new Tagged(BEN, List.of(new Tag("n", "" + i))));
        }
        var judged = new Judgement(before.state().revision(), List.of());
        assertFalse(changedSince(judged, after));
        assertTrue(after.rights().changedSince(judged, ben(after.state()), after.state()));
    }

    private static AccountHistory attachedToAnother(AccountHistory history, int number) {
        String id = "AIDA" + number;
        AccountHistory created = after(history, new UserCreated(id, "user" + number, "/", AT));
        return after(created, new PolicyAttached(new EntityId(EntityKind.USER, id), ADMINISTRATOR));
    }

    private static boolean changedSince(Judgement judged, AccountHistory history) {
        return history.rights().changedSince(judged, ana(history.state()), history.state());
    }
}
