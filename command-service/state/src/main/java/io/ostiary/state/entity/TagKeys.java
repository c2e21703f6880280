package io.ostiary.state.entity;

import io.ostiary.contract.id.EntityKind;
import io.ostiary.contract.id.Names;
import io.ostiary.contract.shape.Tag;

import java.util.ArrayList;
import java.util.List;

/**
 * When two tag keys are one: on users and roles whatever their case, on other things only when they
 * are spelled alike (IAM User Guide, "Tagging IAM resources", Case sensitivity).
 */
public enum TagKeys {
    IGNORING_CASE,
    CASE_SENSITIVE;

    public static TagKeys of(EntityKind kind) {
        return switch (kind) {
            case USER, ROLE -> IGNORING_CASE;
            case ROOT, GROUP, POLICY, INSTANCE_PROFILE, SERVER_CERTIFICATE -> CASE_SENSITIVE;
        };
    }

    public static TagKeys of(Attachable tagged) {
        return of(tagged.entityId().kind());
    }

    /** Equal for keys that are one. */
    public String unique(String key) {
        return switch (this) {
            case IGNORING_CASE -> Names.key(key);
            case CASE_SENSITIVE -> key;
        };
    }

    /** A key that is there already takes the new spelling and value, in its place. */
    public List<Tag> with(List<Tag> tags, List<Tag> added) {
        var all = new ArrayList<>(tags);
        for (Tag tag : added) {
            int at = indexOf(all, tag.key());
            if (at < 0) {
                all.add(tag);
            } else {
                all.set(at, tag);
            }
        }
        return all;
    }

    public List<Tag> without(List<Tag> tags, List<String> keys) {
        var all = new ArrayList<>(tags);
        for (String key : keys) {
            int at = indexOf(all, key);
            if (at >= 0) {
                all.remove(at);
            }
        }
        return all;
    }

    private int indexOf(List<Tag> tags, String key) {
        for (int i = 0; i < tags.size(); i++) {
            if (unique(tags.get(i).key()).equals(unique(key))) {
                return i;
            }
        }
        return -1;
    }
}
