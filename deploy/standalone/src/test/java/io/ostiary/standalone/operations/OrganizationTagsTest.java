package io.ostiary.standalone.operations;

import static io.ostiary.standalone.lesson.Client.refusal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ostiary.standalone.lesson.Client.Refusal;
import io.ostiary.standalone.lesson.RunningHouse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.Tag;

import java.util.List;
import java.util.stream.IntStream;

/** Tags of accounts, of units and of the root. */
@ExtendWith(RunningHouse.Shared.class)
final class OrganizationTagsTest extends OrganizationTreeFixture {

    private static final Refusal NO_SUCH_TARGET =
            new Refusal(
                    400, "TargetNotFoundException", "You specified a target that doesn't exist.");

    OrganizationTagsTest(RunningHouse house) {
        super(house);
    }

    @Test
    void accountsUnitsAndTheRootAreTagged() {
        String unit = create(root, "Tagged", tag("team", "a"), tag("Team", "b")).id();
        assertEquals(List.of(tag("team", "a"), tag("Team", "b")), tags(unit));
        var created =
                organizations
                        .createAccount(
                                r ->
                                        r.accountName("tagged")
                                                .email("tagged@example.com")
                                                .tags(tag("stage", "test")))
                        .createAccountStatus();
        String account = finished(created.id()).accountId();
        assertEquals(List.of(tag("stage", "test")), tags(account));
        for (String id : List.of(root, unit, account)) {
            organizations.tagResource(r -> r.resourceId(id).tags(tag("cost", "7")));
            assertTrue(tags(id).contains(tag("cost", "7")));
            organizations.untagResource(r -> r.resourceId(id).tagKeys("cost", "none"));
            assertTrue(!tags(id).contains(tag("cost", "7")));
        }
        for (String id : List.of(NO_UNIT, NO_ACCOUNT, "r-none", "p-policy12")) {
            assertEquals(
                    NO_SUCH_TARGET,
                    refusal(
                            () ->
                                    organizations.tagResource(
                                            r -> r.resourceId(id).tags(tag("a", "")))));
            assertEquals(
                    NO_SUCH_TARGET,
                    refusal(() -> organizations.untagResource(r -> r.resourceId(id).tagKeys("a"))));
            assertEquals(NO_SUCH_TARGET, refusal(() -> tags(id)));
        }
        assertInvalid(
                "DUPLICATE_TAG_KEY",
                () ->
                        organizations.tagResource(
                                r -> r.resourceId(unit).tags(tag("x", "1"), tag("x", "2"))));
        assertInvalid(
                "INVALID_SYSTEM_TAGS_PARAMETER",
                () -> organizations.untagResource(r -> r.resourceId(unit).tagKeys("aws:a")));
    }

    private CreateAccountStatus finished(String requestId) {
        CreateAccountStatus status;
        do {
            status =
                    organizations
                            .describeCreateAccountStatus(r -> r.createAccountRequestId(requestId))
                            .createAccountStatus();
        } while (status.state() == CreateAccountState.IN_PROGRESS);
        assertEquals(CreateAccountState.SUCCEEDED, status.state(), status.toString());
        return status;
    }

    @Test
    void aPartHasFiftyTagsAtMostAndNoneTwice() {
        String unit = create(root, "Full of tags").id();
        Tag[] fifty = IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "")).toArray(Tag[]::new);
        organizations.tagResource(r -> r.resourceId(unit).tags(fifty));
        assertEquals(50, tags(unit).size());
        var tooMany =
                assertThrows(
                        ConstraintViolationException.class,
                        () ->
                                organizations.tagResource(
                                        r -> r.resourceId(unit).tags(tag("x", ""))));
        assertEquals("MAX_TAG_LIMIT_EXCEEDED", tooMany.reasonAsString());
        Tag[] twins = {tag("x", "1"), tag("x", "2")};
        assertInvalid("DUPLICATE_TAG_KEY", () -> create(unit, "Twins", twins));
        assertInvalid(
                "DUPLICATE_TAG_KEY",
                () ->
                        organizations.createAccount(
                                r ->
                                        r.accountName("twins")
                                                .email("twins@example.com")
                                                .tags(twins)));
    }
}
