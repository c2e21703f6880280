package io.ostiary.engine;

import io.ostiary.contract.id.AccountId;
import io.ostiary.contract.id.Arn;
import io.ostiary.engine.fold.AccountSnapshot;
import io.ostiary.engine.fold.EngineSnapshot;
import io.ostiary.state.entity.Role;
import io.ostiary.state.entity.User;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Whom the ARNs of users and roles name now; they are bound to these ids where they are stored. */
final class UniqueIds {

    private UniqueIds() {}

    /**
     * By ARN; nothing of one that names nobody.
     *
     * @throws IllegalStateException when nothing may be said now
     */
    static Map<String, String> of(EngineSnapshot snapshot, Set<String> principalArns) {
        if (!snapshot.isFresh()) {
            throw new IllegalStateException(OneSnapshot.STALE.message());
        }
        var found = new HashMap<String, String>();
        for (String text : principalArns) {
            Arn arn = Arn.parse(text).orElse(null);
            if (arn == null || !AccountId.isValid(arn.account())) {
                continue;
            }
            var id = new AccountId(arn.account());
            if (snapshot.isRefused(id)) {
                throw new IllegalStateException(OneSnapshot.UNREADABLE.message());
            }
            String uniqueId = uniqueId(snapshot.account(id), arn, text);
            if (uniqueId != null) {
                found.put(text, uniqueId);
            }
        }
        return Map.copyOf(found);
    }

    private static @Nullable String uniqueId(
            @Nullable AccountSnapshot account, Arn arn, String text) {
        if (account == null || !account.state().isOpen() || !arn.service().equals("iam")) {
            return null;
        }
        return switch (arn.resourceType()) {
            case "user" -> {
                User user = account.state().userNamed(arn.resourceName());
                yield user != null && user.arn(account.id()).toString().equals(text)
                        ? user.id()
                        : null;
            }
            case "role" -> {
                Role role = account.state().roleNamed(arn.resourceName());
                yield role != null && role.arn(account.id()).toString().equals(text)
                        ? role.id()
                        : null;
            }
            default -> null;
        };
    }
}
