package io.ostiary.policy.search;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.evaluate.LabelledPolicy;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.ResourceName;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The principals of an account, found by what their policies say: each distinct compiled policy
 * with those who hold it, the statements of all policies filed by action and resource. Immutable
 * but for what it files as it is asked, and safe for many threads; no condition key is kept in it.
 */
public final class SubjectIndex {

    private static final int NONE = -1;

    private final List<Subject> subjects;
    private final StatementFiling statements;

    /** Of each subject the numbers of his policies. */
    private final int[][] policies;

    private final int[] boundaries;

    /** Of each policy the numbers of its holders, ascending; not of those whom it only bounds. */
    private final int[][] holders;

    private final BitSet roots = new BitSet();
    private final Map<String, Integer> byUniqueId = new HashMap<>();

    private SubjectIndex(List<Subject> subjects) {
        this.subjects = List.copyOf(subjects);
        this.policies = new int[subjects.size()][];
        this.boundaries = new int[subjects.size()];
        var numbers = new IdentityHashMap<CompiledPolicy, Integer>();
        var distinct = new ArrayList<CompiledPolicy>();
        var holding = new ArrayList<IntList>();
        for (int i = 0; i < subjects.size(); i++) {
            Subject subject = subjects.get(i);
            byUniqueId.put(subject.principal().uniqueId(), i);
            roots.set(i, subject.principal().hasRootsRights());
            var held = new int[subject.policies().size()];
            for (int p = 0; p < held.length; p++) {
                held[p] = number(subject.policies().get(p), numbers, distinct, holding);
                holding.get(held[p]).add(i);
            }
            policies[i] = held;
            LabelledPolicy boundary = subject.boundary();
            boundaries[i] = boundary == null ? NONE : number(boundary, numbers, distinct, holding);
        }
        this.statements = new StatementFiling(distinct);
        this.holders = new int[distinct.size()][];
        for (int i = 0; i < holders.length; i++) {
            holders[i] = holding.get(i).toArray();
        }
    }

    /**
     * @param subjects users, roles and roots, each without session policies; answers come in their
     *     order
     */
    public static SubjectIndex of(List<Subject> subjects) {
        return new SubjectIndex(subjects);
    }

    private static int number(
            LabelledPolicy policy,
            IdentityHashMap<CompiledPolicy, Integer> numbers,
            List<CompiledPolicy> distinct,
            List<IntList> holding) {
        Integer known = numbers.get(policy.policy());
        if (known != null) {
            return known;
        }
        numbers.put(policy.policy(), distinct.size());
        distinct.add(policy.policy());
        holding.add(new IntList());
        return distinct.size() - 1;
    }

    public int size() {
        return subjects.size();
    }

    public Subject subject(int number) {
        return subjects.get(number);
    }

    /** How many distinct policies they have. */
    public int policies() {
        return holders.length;
    }

    void find(ActionName action, ResourceName resource, StatementFiling.Found found) {
        statements.find(action, resource, found);
    }

    int[] policiesOf(int subject) {
        return policies[subject];
    }

    /** Its number, or less than zero. */
    int boundaryOf(int subject) {
        return boundaries[subject];
    }

    int[] holders(int policy) {
        return holders[policy];
    }

    BitSet roots() {
        return (BitSet) roots.clone();
    }

    /** Adds those of the unique ids that are of this account. */
    void addNamed(Iterable<String> uniqueIds, BitSet to) {
        for (String id : uniqueIds) {
            Integer number = byUniqueId.get(id);
            if (number != null) {
                to.set(number);
            }
        }
    }

    /** Numbers, each added once. */
    private static final class IntList {
        private int[] numbers = new int[4];
        private int size;

        void add(int number) {
            if (size > 0 && numbers[size - 1] == number) {
                return;
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size++] = number;
        }

        int[] toArray() {
            return Arrays.copyOf(numbers, size);
        }
    }
}
