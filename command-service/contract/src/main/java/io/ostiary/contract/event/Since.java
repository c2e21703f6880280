package io.ostiary.contract.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component that was added after the first version of its type; components without
 * it are of version 1. It is nullable or a collection: older records do not have it.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Since {

    /** The type's version from which on it is there, 2 at least. */
    int version();

    /** True for one that narrows rights: a reader that does not know it refuses the account. */
    boolean mustUnderstand() default false;
}
