package io.ostiary.policy.compile;

/**
 * Which clause of a statement a request does not meet.
 *
 * @param condition its place among the statement's conditions from 0; -1 for the other clauses
 */
public record UnmetClause(Element element, int condition) {

    static final UnmetClause PRINCIPAL = new UnmetClause(Element.PRINCIPAL, -1);
    static final UnmetClause ACTION = new UnmetClause(Element.ACTION, -1);
    static final UnmetClause RESOURCE = new UnmetClause(Element.RESOURCE, -1);

    /** The parts of a statement that can fail, each in both of its forms. */
    public enum Element {
        PRINCIPAL,
        ACTION,
        RESOURCE,
        CONDITION
    }

    static UnmetClause condition(int index) {
        return new UnmetClause(Element.CONDITION, index);
    }
}
