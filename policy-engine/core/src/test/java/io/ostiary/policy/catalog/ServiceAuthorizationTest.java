package io.ostiary.policy.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

/** The data are whole, and are found by name, pattern and key. */
final class ServiceAuthorizationTest {

    private static final ServiceAuthorization DATA = ServiceAuthorization.open();

    @Test
    void everyServiceIsReadAndHasWhatItsActionsName() {
        int actions = 0;
        for (String prefix : DATA.prefixes()) {
            ServiceEntry service = Objects.requireNonNull(DATA.service(prefix));
            assertEquals(prefix, service.prefix());
            actions += service.actions().size();
            for (ActionEntry action : service.actions()) {
                for (ActionEntry.Resource resource : action.resources()) {
                    assertNotNull(
                            service.resourceType(resource.type()),
                            () -> action.text() + " on " + resource.type());
                }
                for (String key : action.conditionKeys()) {
                    assertNotNull(service.key(key), () -> action.text() + ", " + key);
                }
            }
        }
        assertEquals(456, DATA.prefixes().size());
        assertEquals(22_091, actions);
    }

    @Test
    void anActionHasItsLevelResourcesAndKeys() {
        ActionEntry get = Objects.requireNonNull(DATA.action("S3:getobject"));
        assertEquals("s3:GetObject", get.text());
        assertEquals(AccessLevel.READ, get.level());
        assertEquals(
                List.of("accesspointobject", "object"),
                get.resources().stream().map(ActionEntry.Resource::type).toList());
        assertTrue(get.conditionKeys().contains("s3:ExistingObjectTag/<key>"));
        assertEquals(
                AccessLevel.PERMISSIONS_MANAGEMENT,
                Objects.requireNonNull(DATA.action("iam:AttachUserPolicy")).level());
        assertEquals(
                AccessLevel.TAGGING, Objects.requireNonNull(DATA.action("iam:TagUser")).level());
        assertNull(DATA.action("s3:GetObjekt"));
        assertNull(DATA.action("nothing:GetObject"));
    }

    @Test
    void aKeyIsFoundByItsFamilyAndHasItsType() {
        ServiceEntry s3 = Objects.requireNonNull(DATA.service("s3"));
        assertEquals(
                new KeyType(KeyType.Base.STRING, false), s3.key("s3:existingObjectTag/secret"));
        assertEquals(new KeyType(KeyType.Base.NUMERIC, false), s3.key("s3:max-keys"));
        assertEquals(new KeyType(KeyType.Base.STRING, true), s3.key("aws:TagKeys"));
        assertNull(s3.key("s3:nothing"));
    }

    @Test
    void aPatternStandsForItsActionsOnly() {
        assertEquals(
                List.of(
                        "sts:AssumeRole",
                        "sts:AssumeRoleWithSAML",
                        "sts:AssumeRoleWithWebIdentity"),
                texts("sts:AssumeRole*").stream().sorted().toList());
        assertEquals(List.of("iam:PassRole"), texts("IAM:pass?ole"));
        assertEquals(List.of(), texts("iam:PassRoles"));
        assertEquals(22_091, DATA.matching("*").size());
        assertTrue(texts("*:PassRole").contains("iam:PassRole"));
    }

    @Test
    void allOfItTakesLittleMemory() {
        var fresh = ServiceAuthorization.open();
        long before = used();
        fresh.matching("*");
        long after = used();
        System.out.printf(
                "service authorization, all services read: %.1f MB%n", (after - before) / 1e6);
        assertTrue(after - before < 12_000_000, "" + (after - before));
        // It is still there: what was measured is what it holds.
        assertSame(fresh.service("s3"), fresh.service("S3"));
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static List<String> texts(String pattern) {
        return DATA.matching(pattern).stream().map(ActionEntry::text).toList();
    }
}
