package io.ostiary.state.shape;

import static io.ostiary.state.view.History.ACCOUNT;
import static io.ostiary.state.view.History.AT;
import static io.ostiary.state.view.History.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ostiary.contract.event.Event;
import io.ostiary.contract.event.RoleEvent.RoleCreated;
import io.ostiary.contract.event.RoleEvent.TrustPolicy;
import io.ostiary.contract.event.UserEvent.UserCreated;
import io.ostiary.contract.event.UserEvent.UserDeleted;
import io.ostiary.contract.event.UserEvent.UserRenamed;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whom a trust policy names, when he has another name or is gone (wire trap 19). */
class ShownTrustTest {
    private static final String ALICE = "arn:aws:iam::" + ACCOUNT + ":user/alice";
    private static final String FOREIGN = "arn:aws:iam::999988887777:user/alice";
    private static final String DOCUMENT =
            """
            { "Statement": [{"Principal" : {"AWS": ["%s", "%s"]}, "Effect": "Allow",
              "Condition": {"StringEquals": {"aws:PrincipalArn": "%s"}}}] }\
            """
                    .formatted("{alice}", FOREIGN, ALICE);

    @Test
    void whoIsThereIsShownAsWritten() {
        assertEquals(ALICE, shown());
    }

    @Test
    void whoIsGoneIsShownByHisIdAndATwinChangesNothing() {
        assertEquals("AIDA1", shown(new UserDeleted("AIDA1")));
        assertEquals(
                "AIDA1",
                shown(new UserDeleted("AIDA1"), new UserCreated("AIDA2", "alice", "/", AT)));
    }

    @Test
    void whoHasAnotherNameIsShownByIt() {
        assertEquals(
                "arn:aws:iam::" + ACCOUNT + ":user/x/bob",
                shown(new UserRenamed("AIDA1", "bob", "/x/")));
    }

    /** How the one of this account is shown; fails when anything else is not as submitted. */
    private static String shown(Event... since) {
        var trust =
                new TrustPolicy(
                        DOCUMENT.replace("{alice}", ALICE),
                        Map.of(ALICE, "AIDA1", FOREIGN, "AIDA9"));
        List<Event> events = new ArrayList<>();
        events.add(new UserCreated("AIDA1", "alice", "/", AT));
        events.add(new RoleCreated("AROA1", "r", "/", null, 3_600, trust, AT));
        events.addAll(List.of(since));
        var state = fold(events.toArray(Event[]::new));
        var role = Objects.requireNonNull(state.roleNamed("r"));
        String document = ShownTrust.of(state, role).trust().document();
        int at = DOCUMENT.indexOf("{alice}");
        String name = document.substring(at, document.indexOf('"', at));
        assertEquals(DOCUMENT.replace("{alice}", name), document);
        return name;
    }
}
