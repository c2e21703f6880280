package io.ostiary.state.view;

/** Our bug: a thing that cannot be if the code is right. Never caused by a caller's input. */
public final class Defect extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Defect(String message) {
        super(message);
    }
}
