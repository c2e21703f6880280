package io.ostiary.policy.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * To how many characters the resources of statements are cut, so that few lie under one key though
 * few lengths are to be looked up: the shortest of all, and as many more as it takes.
 */
final class Beginnings {

    /** A shorter beginning tells too little. */
    private static final int SHORTEST = 3;

    /** Each length costs a look. */
    private static final int MOST_LENGTHS = 6;

    /** More under one beginning are told apart by a longer one. */
    private static final int CROWD = 4;

    private final int[] lengths;

    /** How many lie under each key. */
    private final Map<Integer, Integer> crowds;

    private Beginnings(int[] lengths, Map<Integer, Integer> crowds) {
        this.lengths = lengths;
        this.crowds = crowds;
    }

    static Beginnings of(List<CompiledStatement> statements) {
        List<String> all = new ArrayList<>();
        int shortest = Integer.MAX_VALUE;
        for (CompiledStatement statement : statements) {
            if (begins(statement)) {
                for (Candidate candidate : statement.byResource()) {
                    String beginning = beginning(candidate);
                    all.add(beginning);
                    shortest = Math.min(shortest, beginning.length());
                }
            }
        }
        if (all.isEmpty()) {
            return new Beginnings(new int[0], Map.of());
        }
        var some = new Beginnings(new int[] {shortest}, new HashMap<>());
        some.count(all);
        while (some.lengths.length < MOST_LENGTHS) {
            int more = some.furtherLength(all);
            if (more == 0) {
                break;
            }
            int[] lengths = Arrays.copyOf(some.lengths, some.lengths.length + 1);
            lengths[lengths.length - 1] = more;
            Arrays.sort(lengths);
            some = new Beginnings(lengths, new HashMap<>());
            some.count(all);
        }
        return some;
    }

    private void count(List<String> all) {
        for (String beginning : all) {
            crowds.merge(key(beginning), 1, Integer::sum);
        }
    }

    /** The median length of what is crowded and goes on; 0 when there is nothing. */
    private int furtherLength(List<String> all) {
        List<Integer> longer = new ArrayList<>();
        for (String beginning : all) {
            if (cut(beginning) < beginning.length() && crowd(beginning) > CROWD) {
                longer.add(beginning.length());
            }
        }
        longer.sort(null);
        return longer.isEmpty() ? 0 : longer.get((longer.size() - 1) / 2);
    }

    /** Ascending. */
    int[] lengths() {
        return lengths;
    }

    /** Whether each of the statement's resources lies under a key of few. */
    boolean tellApart(CompiledStatement statement) {
        if (!begins(statement)) {
            return false;
        }
        for (Candidate candidate : statement.byResource()) {
            if (crowd(beginning(candidate)) > 2 * CROWD) {
                return false;
            }
        }
        return true;
    }

    int key(Candidate candidate) {
        return key(beginning(candidate));
    }

    private static String beginning(Candidate candidate) {
        ArnPattern pattern = candidate.pattern();
        return pattern == null ? "" : pattern.resourceBeginning();
    }

    private static boolean begins(CompiledStatement statement) {
        for (Candidate candidate : statement.byResource()) {
            if (beginning(candidate).length() < SHORTEST) {
                return false;
            }
        }
        return statement.byResource().length > 0;
    }

    private int crowd(String beginning) {
        return crowds.getOrDefault(key(beginning), 0);
    }

    private int key(String beginning) {
        int length = cut(beginning);
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + beginning.charAt(i);
        }
        return Filing.beginning(hash, length);
    }

    private int cut(String beginning) {
        int longest = lengths[0];
        for (int length : lengths) {
            if (length <= beginning.length()) {
                longest = length;
            }
        }
        return longest;
    }
}
