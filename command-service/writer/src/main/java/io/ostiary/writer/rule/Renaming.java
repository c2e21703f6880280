package io.ostiary.writer.rule;

import io.ostiary.state.entity.Attachable;

import org.jspecify.annotations.Nullable;

/**
 * A new name and path for a user, group or server certificate (IAM API Reference, UpdateUser and
 * its like); null keeps what is there.
 */
public record Renaming(Attachable entity, String name, String path) {

    public static Renaming of(
            Attachable entity, @Nullable String newName, @Nullable String newPath) {
        return new Renaming(
                entity,
                newName == null ? entity.name() : newName,
                newPath == null ? entity.path() : newPath);
    }

    public boolean isNone() {
        return name.equals(entity.name()) && path.equals(entity.path());
    }

    /**
     * Whether the new name is somebody's. An entity's own name in other case counts as taken, as on
     * AWS; spelled exactly as it is, it does not: Terraform sends it along with a new path.
     *
     * @param holder who has the name now, ignoring case; null for nobody
     */
    public boolean takes(@Nullable Attachable holder) {
        return holder != null && !name.equals(entity.name());
    }
}
