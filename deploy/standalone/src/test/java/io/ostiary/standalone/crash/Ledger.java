package io.ostiary.standalone.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;

import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was acknowledged about one user. A write whose answer never came may have happened or not:
 * the ledger claims nothing about it, is closed, and keeps all that it said before.
 */
final class Ledger {

    private static final String A_NEW_KEY = "a new key";
    private static final String THE_USER = "the user";

    final String name;

    /** Null while the creation is undecided. */
    @Nullable String id;

    boolean deleted;
    boolean closed;

    final Map<String, AwsCredentials> keys = new HashMap<>();
    final Map<String, AwsCredentials> revoked = new HashMap<>();
    final Set<String> attached = new HashSet<>();

    /** What the write was about whose answer is missing. */
    private @Nullable String undecided;

    Ledger(String name) {
        this.name = name;
    }

    void undecidedUser() {
        close(THE_USER);
    }

    void undecidedNewKey() {
        close(A_NEW_KEY);
    }

    /** A key's deletion, a policy's attachment or detachment. */
    void undecided(String keyIdOrArn) {
        close(keyIdOrArn);
    }

    /** Whether it is known that the user is there, or that it is not. */
    boolean decided() {
        return !THE_USER.equals(undecided);
    }

    private void close(String about) {
        undecided = about;
        closed = true;
    }

    /** Whether the house says what was acknowledged, no more and no less. */
    void check(IamClient iam) {
        if (!decided()) {
            return;
        }
        if (deleted) {
            assertFalse(exists(iam), () -> name + " was deleted");
            return;
        }
        assertEquals(id, iam.getUser(r -> r.userName(name)).user().userId(), name);
        checkKeys(iam);
        checkPolicies(iam);
    }

    private boolean exists(IamClient iam) {
        try {
            iam.getUser(r -> r.userName(name));
            return true;
        } catch (NoSuchEntityException _) {
            return false;
        }
    }

    private void checkKeys(IamClient iam) {
        List<String> listed =
                iam.listAccessKeys(r -> r.userName(name)).accessKeyMetadata().stream()
                        .map(AccessKeyMetadata::accessKeyId)
                        .toList();
        assertEquals(listed.size(), Set.copyOf(listed).size(), "a key twice");
        var extra = new HashSet<>(listed);
        extra.removeAll(keys.keySet());
        extra.remove(undecided);
        assertTrue(
                extra.size() <= (A_NEW_KEY.equals(undecided) ? 1 : 0),
                () -> name + " has keys that were not acknowledged: " + extra);
        assertTrue(
                extra.stream().noneMatch(revoked::containsKey), () -> name + " has a deleted key");
        for (String key : keys.keySet()) {
            assertTrue(
                    listed.contains(key) || key.equals(undecided), () -> name + " misses " + key);
        }
    }

    private void checkPolicies(IamClient iam) {
        Set<String> listed =
                iam.listAttachedUserPolicies(r -> r.userName(name)).attachedPolicies().stream()
                        .map(AttachedPolicy::policyArn)
                        .collect(Collectors.toSet());
        listed.remove(undecided);
        var expected = new HashSet<>(attached);
        expected.remove(undecided);
        assertEquals(expected, listed, () -> "policies of " + name);
    }
}
