package io.ostiary.policy.compile;

import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.value.CutArn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Under which keys statements are found: a hash table, open addressed. Each statement lies under
 * what its resources begin with, as far as few others begin alike, else under its actions, else
 * with those that are always looked at. A key only leads to statements that may concern a request;
 * whether they do is theirs to say.
 *
 * @param table twenty bits of a candidate's number, from 1, and above them the upper bits of its
 *     key; 0 is empty. A power of two long, at most half full
 * @param candidates what is filed
 * @param lengths of the beginnings of resources that were filed, ascending
 * @param hasActions whether any statement lies under an action
 * @param anywhere those that any request may concern
 */
record Filing(
        int[] table,
        Candidate[] candidates,
        int[] lengths,
        boolean hasActions,
        Candidate[] anywhere) {

    private static final int NUMBER_BITS = 20;
    private static final int NUMBER = (1 << NUMBER_BITS) - 1;

    private static final int NAME = 0x5bd1_e995;
    private static final int FAMILY = 0x7feb_352d;
    private static final int SERVICE = 0x2c1b_3c6d;

    static Filing of(List<CompiledStatement> statements) {
        Beginnings beginnings = Beginnings.of(statements);
        List<Candidate> anywhere = new ArrayList<>();
        var filed = new Entries();
        boolean hasResources = false;
        boolean hasActions = false;
        for (CompiledStatement statement : statements) {
            if (beginnings.tellApart(statement)) {
                hasResources = true;
                for (Candidate candidate : statement.byResource()) {
                    filed.add(beginnings.key(candidate), candidate);
                }
                continue;
            }
            Candidate candidate = statement.whole();
            int[] keys = statement.actionKeys();
            if (keys == null) {
                anywhere.add(candidate);
                continue;
            }
            hasActions = true;
            for (int key : keys) {
                filed.add(key, candidate);
            }
        }
        return new Filing(
                filed.table(),
                filed.candidates.toArray(Candidate[]::new),
                hasResources ? beginnings.lengths() : new int[0],
                hasActions,
                anywhere.toArray(Candidate[]::new));
    }

    /**
     * The key of a resource's beginning.
     *
     * @param hash of its characters, each time 31 times what was before
     */
    static int beginning(int hash, int length) {
        return spread(hash + length);
    }

    /**
     * The key of one action.
     *
     * @param folded with its service
     */
    static int name(String folded) {
        return spread(folded.hashCode() + NAME);
    }

    /** The key of actions that have a family in common. */
    static int family(int family) {
        return spread(family + FAMILY);
    }

    /** The key of all actions of a service. */
    static int service(String service) {
        return spread(service.hashCode() + SERVICE);
    }

    private static int spread(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x45d9_f3b;
        return mixed ^ mixed >>> 15;
    }

    static int place(int key, int size) {
        return key & (size - 1);
    }

    /** Whether what lies there may have been filed under the key. */
    static boolean mayBe(int slot, int key) {
        return (slot ^ key) >>> NUMBER_BITS == 0;
    }

    Candidate candidate(int slot) {
        return candidates[(slot & NUMBER) - 1];
    }

    /** All statements that may concern a request, and perhaps more; one may come twice. */
    List<CompiledStatement> concerning(AuthorizationRequest request) {
        List<CompiledStatement> found = new ArrayList<>();
        for (Candidate candidate : anywhere) {
            found.add(candidate.statement());
        }
        for (int key : keys(request)) {
            int at = place(key, table.length);
            while (table[at] != 0) {
                if (mayBe(table[at], key)) {
                    found.add(candidate(table[at]).statement());
                }
                at = (at + 1) & (table.length - 1);
            }
        }
        return found;
    }

    private List<Integer> keys(AuthorizationRequest request) {
        List<Integer> keys = new ArrayList<>();
        CutArn arn = request.resource().arn();
        if (arn != null) {
            String resource = arn.text().substring(arn.start(5));
            for (int length : lengths) {
                if (length <= resource.length()) {
                    keys.add(beginning(resource.substring(0, length).hashCode(), length));
                }
            }
        }
        ActionName action = request.action();
        keys.add(name(action.folded()));
        keys.add(family(action.family()));
        keys.add(service(action.service()));
        return keys;
    }

    /** What is to be filed. */
    private static final class Entries {
        private final List<Candidate> candidates = new ArrayList<>();
        private int[] keys = new int[16];

        void add(int key, Candidate candidate) {
            int number = candidates.size();
            if (number == NUMBER) {
                throw new IllegalArgumentException("more statements than can be numbered");
            }
            if (number == keys.length) {
                keys = Arrays.copyOf(keys, 2 * number);
            }
            keys[number] = key;
            candidates.add(candidate);
        }

        int[] table() {
            var table = new int[Integer.highestOneBit(candidates.size() | 1) * 4];
            // Many under one key are not passed again for each of them (attack A074).
            Map<Integer, Integer> last = new HashMap<>();
            for (int i = 0; i < candidates.size(); i++) {
                int at = last.getOrDefault(keys[i], place(keys[i], table.length));
                while (table[at] != 0) {
                    at = (at + 1) & (table.length - 1);
                }
                table[at] = (keys[i] & ~NUMBER) | (i + 1);
                last.put(keys[i], at);
            }
            return table;
        }
    }
}
