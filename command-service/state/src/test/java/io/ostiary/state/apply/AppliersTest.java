package io.ostiary.state.apply;

import static io.ostiary.state.view.History.ACCOUNT;
import static io.ostiary.state.view.History.AT;
import static io.ostiary.state.view.History.after;
import static io.ostiary.state.view.History.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundaryRemoved;
import io.ostiary.contract.event.AttachmentEvent.PermissionsBoundarySet;
import io.ostiary.contract.event.AttachmentEvent.PolicyAttached;
import io.ostiary.contract.event.AttachmentEvent.PolicyDetached;
import io.ostiary.contract.event.AttachmentEvent.Tagged;
import io.ostiary.contract.event.AttachmentEvent.Untagged;
import io.ostiary.contract.event.CredentialEvent.AccessKeyCreated;
import io.ostiary.contract.event.CredentialEvent.AccessKeyDeleted;
import io.ostiary.contract.event.CredentialEvent.LoginProfilePasswordSet;
import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.GroupEvent.GroupCreated;
import io.ostiary.contract.event.GroupEvent.GroupRenamed;
import io.ostiary.contract.event.GroupEvent.UserAddedToGroup;
import io.ostiary.contract.event.HeldCredentialEvent.HeldCredentialDeleted;
import io.ostiary.contract.event.HeldCredentialEvent.HeldCredentialStatusSet;
import io.ostiary.contract.event.HeldCredentialEvent.Kind;
import io.ostiary.contract.event.HeldCredentialEvent.ServiceSpecificCredentialReset;
import io.ostiary.contract.event.HeldCredentialEvent.SshPublicKeyUploaded;
import io.ostiary.contract.event.InstanceProfileEvent.InstanceProfileCreated;
import io.ostiary.contract.event.OrganizationEvent.AccountCreationSucceeded;
import io.ostiary.contract.event.OrganizationEvent.OrganizationCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyCreated;
import io.ostiary.contract.event.PolicyEvent.PolicyDeleted;
import io.ostiary.contract.event.RegistryEvent.AccountConfirmed;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.RoleDeleted;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.event.UserEvent.UserRenamed;
import io.ostiary.contract.id.EntityId;
import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.secret.SealedSecret;
import io.ostiary.contract.shape.Tag;
import io.ostiary.state.entity.HeldCredential;
import io.ostiary.state.entity.PolicyCount;
import io.ostiary.state.entity.SshPublicKey;
import io.ostiary.state.entity.Table;
import io.ostiary.state.entity.User;
import io.ostiary.state.view.AccountState;
import io.ostiary.state.view.Defect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

class AppliersTest {
    private static final String POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    private static final EntityId ANA = new EntityId(EntityKind.USER, "AIDA1");
    private static final EntityId NOBODY = new EntityId(EntityKind.USER, "AIDA9");
    private static final UserCreated CREATED = new UserCreated("AIDA1", "ana", "/", AT);

    private static User ana(AccountState state) {
        return Objects.requireNonNull(state.userById("AIDA1"));
    }

    static Stream<Event> eventsAboutNothing() {
        return Stream.of(
                new UserDeleted("AIDA9"),
                new UserRenamed("AIDA9", "x", "/"),
                new GroupRenamed("AIDA1", "x", "/"),
                new UserAddedToGroup("AGPA1", "AIDA9"),
                new RoleDeleted("AROA9"),
                new PolicyDeleted("ANPA9"),
                new PolicyAttached(NOBODY, POLICY),
                new AccessKeyCreated(NOBODY, "AKIA1", new SealedSecret("s"), AT),
                new AccessKeyCreated(
                        new EntityId(EntityKind.ROOT, ACCOUNT.value()),
                        "AKIA1",
                        new SealedSecret("s"),
                        AT),
                new LoginProfilePasswordSet(ANA, new SealedSecret("s"), AT),
                new SshPublicKeyUploaded(NOBODY, "APKA1", "b", "f", AT),
                new ServiceSpecificCredentialReset(ANA, "ACCA1", new SealedSecret("s"), AT),
                new HeldCredentialStatusSet(ANA, Kind.SIGNING_CERTIFICATE, "C1", false),
                new HeldCredentialDeleted(ANA, Kind.SSH_PUBLIC_KEY, "APKA1"),
                new OrganizationCreated("o-1", "r-1", "ALL", AT),
                new AccountCreationSucceeded("car-1", 3, AT),
                new AccountConfirmed(ACCOUNT, 3));
    }

    @ParameterizedTest
    @MethodSource("eventsAboutNothing")
    void anEventAboutWhatIsNotThereStopsTheFold(Event event) {
        AccountState state = fold(CREATED);
        assertThrows(Defect.class, () -> after(state, event));
    }

    static Stream<Event> thingsMade() {
        return Stream.of(
                new UserCreated("AIDA2", "x", "/", AT),
                new GroupCreated("AGPA2", "x", "/", AT),
                new RoleCreated(
                        "AROA2", "x", "/", null, 3_600, new TrustPolicy("{}", Map.of()), AT),
                new PolicyCreated("ANPA2", "x", "/", null, "{}", AT),
                new InstanceProfileCreated("AIPA2", "x", "/", AT));
    }

    @ParameterizedTest
    @MethodSource("thingsMade")
    void whatIsMadeTwiceStopsTheFold(Event made) {
        AccountState state = fold(made);
        assertThrows(Defect.class, () -> after(state, made));
    }

    @Test
    void aNameTakenTwiceStopsTheFold() {
        AccountState state = fold(CREATED, new UserCreated("AIDA2", "bob", "/", AT));
        assertThrows(Defect.class, () -> after(state, new UserCreated("AIDA3", "BOB", "/", AT)));
        assertThrows(Defect.class, () -> after(state, new UserRenamed("AIDA1", "Bob", "/")));
        assertEquals("BOB", nameOf(after(state, new UserRenamed("AIDA2", "BOB", "/")), "AIDA2"));
    }

    private static String nameOf(AccountState state, String id) {
        return Objects.requireNonNull(state.userById(id)).name();
    }

    @Test
    void aRenamedUserIsFoundByItsIdItsKeyAndItsNewNameOnly() {
        AccountState state =
                fold(
                        CREATED,
                        new AccessKeyCreated(ANA, "AKIA1", new SealedSecret("s"), AT),
                        new UserRenamed("AIDA1", "anna", "/x/"));
        assertNull(state.userNamed("ana"));
        assertEquals(state.userNamed("anna"), state.byId("AIDA1"));
        assertEquals(state.userNamed("anna"), state.byId("AKIA1"));
        AccountState gone = after(state, new AccessKeyDeleted(ANA, "AKIA1"));
        assertNull(gone.byId("AKIA1"));
        assertNotNull(gone.byId("AIDA1"));
    }

    @Test
    void whatAUserHoldsStaysWithItWhenItIsRenamedAndIsMadeOnce() {
        var uploaded = new SshPublicKeyUploaded(ANA, "APKA1", "b", "f", AT);
        AccountState state = fold(CREATED, uploaded, new UserRenamed("AIDA1", "anna", "/x/"));
        SshPublicKey key =
                state.scan(Table.SSH_PUBLIC_KEYS, HeldCredential.prefix(ANA)).iterator().next();
        assertEquals(new SshPublicKey(ANA, "APKA1", true, "b", "f", AT), key);
        assertThrows(Defect.class, () -> after(state, uploaded));
        AccountState gone =
                after(state, new HeldCredentialDeleted(ANA, Kind.SSH_PUBLIC_KEY, "APKA1"));
        assertEquals(0, gone.count(Table.SSH_PUBLIC_KEYS));
    }

    @Test
    void usesOfAPolicyAreCountedUpAndDown() {
        AccountState state =
                fold(
                        CREATED,
                        new PolicyAttached(ANA, POLICY),
                        new PermissionsBoundarySet(ANA, POLICY));
        assertEquals(new PolicyCount(POLICY, 1, 1), state.find(Table.POLICY_COUNTS, POLICY));
        assertEquals(2, state.count(Table.POLICY_USES));
        AccountState same = after(state, new PermissionsBoundarySet(ANA, POLICY));
        assertEquals(new PolicyCount(POLICY, 1, 1), same.find(Table.POLICY_COUNTS, POLICY));
        AccountState none =
                after(same, new PermissionsBoundaryRemoved(ANA), new PolicyDetached(ANA, POLICY));
        assertNull(none.find(Table.POLICY_COUNTS, POLICY));
        assertEquals(0, none.count(Table.POLICY_USES));
    }

    @Test
    void anotherBoundaryTakesTheUseOfTheFirst() {
        String other = "arn:aws:iam::aws:policy/PowerUserAccess";
        AccountState state =
                fold(
                        CREATED,
                        new PermissionsBoundarySet(ANA, POLICY),
                        new PermissionsBoundarySet(ANA, other));
        assertNull(state.find(Table.POLICY_COUNTS, POLICY));
        assertEquals(new PolicyCount(other, 0, 1), state.find(Table.POLICY_COUNTS, other));
        assertEquals(other, ana(state).attachments().boundaryArn());
    }

    @Test
    void aTagTakesTheNewSpellingAndItsOldPlace() {
        AccountState state =
                fold(
                        CREATED,
                        new Tagged(ANA, List.of(new Tag("Team", "a"), new Tag("Cost", "1"))),
                        new Tagged(ANA, List.of(new Tag("TEAM", "b"))));
        assertEquals(
                List.of(new Tag("TEAM", "b"), new Tag("Cost", "1")),
                ana(state).attachments().tags());
        assertEquals(
                List.of(new Tag("Cost", "1")),
                ana(after(state, new Untagged(ANA, List.of("team", "none")))).attachments().tags());
    }
}
