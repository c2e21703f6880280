package io.ostiary.gateway.protocol;

/**
 * How a call writes a text member that its result holds as another type: a secret the caller may
 * see once, an id of ours. Asked per call, because what opens a secret belongs to the call.
 */
@FunctionalInterface
public interface TextForms {

    /**
     * Nothing but texts and enumerations: everything else is a defect, and is never printed by
     * chance.
     */
    TextForms NONE =
            value -> {
                throw new IllegalArgumentException(
                        "no text form for " + value.getClass().getName());
            };

    String textOf(Object value);
}
