package io.ostiary.testkit;

import io.ostiary.contract.shape.Tag;
import io.ostiary.state.view.AccountState;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** What random commands are drawn from: few names, so that they meet, and what belongs to many. */
abstract class RandomValues {
    private static final int NAMES = 3;

    final Random random;

    final AccountState account;

    RandomValues(Random random, AccountState account) {
        this.random = random;
        this.account = account;
    }

    /** One of few names, now and then in capitals. */
    String name(String kind) {
        String name = kind + random.nextInt(NAMES);
        return random.nextInt(6) == 0 ? name.toUpperCase(Locale.ROOT) : name;
    }

    @Nullable String path() {
        return switch (random.nextInt(12)) {
            case 0 -> "/deep/er/";
            case 1 -> "/aws-service-role/x/";
            case 2 -> "/";
            default -> null;
        };
    }

    List<Tag> tags() {
        var tags = new ArrayList<Tag>();
        for (int i = random.nextInt(4); i > 0; i--) {
            tags.add(new Tag(name("tag"), "value" + random.nextInt(3)));
        }
        if (random.nextInt(20) == 0) {
            tags.add(new Tag("aws:made", "up"));
        }
        return tags;
    }

    List<String> tagKeys() {
        return List.of(name("tag"), name("tag"));
    }

    String status() {
        return List.of("Active", "Inactive", "Expired").get(random.nextInt(3));
    }

    <T> @Nullable T maybe(T value) {
        return random.nextInt(3) == 0 ? null : value;
    }

    <T> @Nullable T rarely(T value) {
        return random.nextInt(4) == 0 ? value : null;
    }
}
