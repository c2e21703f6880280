package io.ostiary.policy.search;

import io.ostiary.policy.compile.CompiledPolicy;
import io.ostiary.policy.compile.CompiledStatement;
import io.ostiary.policy.request.ActionName;
import io.ostiary.policy.request.ResourceName;
import io.ostiary.policy.value.CutArn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All statements of many policies, filed by action (when it is first asked for) and there by what
 * their resources begin with. Finds those that may concern a question; which do, they say.
 */
final class StatementFiling {

    /** As many actions are kept filed; further ones are filed for their question alone. */
    private static final int MOST_ACTIONS = 64;

    /** Longer beginnings are cut to one of so many lengths: each length costs a look. */
    private static final int MOST_LENGTHS = 16;

    private final List<CompiledPolicy> policies;
    private final ConcurrentHashMap<ActionName, ByResource> byAction = new ConcurrentHashMap<>();

    /** Told of a statement, and whose it is. */
    interface Found {
        void found(int policy, CompiledStatement statement);
    }

    private record Filed(int policy, CompiledStatement statement) {}

    StatementFiling(List<CompiledPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    void find(ActionName action, ResourceName resource, Found found) {
        ByResource filed = byAction.get(action);
        if (filed == null) {
            filed = file(action);
            if (byAction.size() < MOST_ACTIONS) {
                byAction.put(action, filed);
            }
        }
        CutArn arn = resource.arn();
        filed.find(arn == null ? "" : arn.text().substring(arn.start(5)), found);
    }

    private ByResource file(ActionName action) {
        var concerned = new ArrayList<Filed>();
        for (int i = 0; i < policies.size(); i++) {
            for (CompiledStatement statement : policies.get(i).statements()) {
                if (statement.mayConcern(action) && statement.concerns(action)) {
                    concerned.add(new Filed(i, statement));
                }
            }
        }
        return ByResource.of(concerned);
    }

    /**
     * @param lengths of the beginnings, ascending
     */
    private record ByResource(
            List<Filed> everywhere, int[] lengths, Map<String, List<Filed>> byBeginning) {

        static ByResource of(List<Filed> statements) {
            var everywhere = new ArrayList<Filed>();
            var lengths = new TreeSet<Integer>();
            for (Filed filed : statements) {
                List<String> beginnings = filed.statement().resourceBeginnings();
                if (beginnings == null) {
                    everywhere.add(filed);
                } else {
                    for (String beginning : beginnings) {
                        lengths.add(beginning.length());
                    }
                }
            }
            int[] chosen = chosen(lengths);
            var byBeginning = new HashMap<String, List<Filed>>();
            for (Filed filed : statements) {
                List<String> beginnings = filed.statement().resourceBeginnings();
                if (beginnings != null) {
                    var cut = new TreeSet<String>();
                    for (String beginning : beginnings) {
                        cut.add(cut(beginning, chosen));
                    }
                    for (String beginning : cut) {
                        byBeginning.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(filed);
                    }
                }
            }
            return new ByResource(everywhere, chosen, byBeginning);
        }

        /** Evenly chosen, and always the shortest. */
        private static int[] chosen(TreeSet<Integer> lengths) {
            int step = (lengths.size() + MOST_LENGTHS - 1) / MOST_LENGTHS;
            var chosen = new ArrayList<Integer>();
            int i = 0;
            for (int length : lengths) {
                if (i++ % step == 0) {
                    chosen.add(length);
                }
            }
            var array = new int[chosen.size()];
            for (int at = 0; at < array.length; at++) {
                array[at] = chosen.get(at);
            }
            return array;
        }

        private static String cut(String beginning, int[] lengths) {
            int longest = lengths[0];
            for (int length : lengths) {
                if (length <= beginning.length()) {
                    longest = length;
                }
            }
            return beginning.substring(0, longest);
        }

        /**
         * A statement with two resources may be found twice.
         *
         * @param resource the last part of an ARN; empty for none
         */
        void find(String resource, Found found) {
            tell(everywhere, found);
            for (int length : lengths) {
                if (length > resource.length()) {
                    return;
                }
                tell(byBeginning.getOrDefault(resource.substring(0, length), List.of()), found);
            }
        }

        private static void tell(List<Filed> statements, Found found) {
            for (int i = 0; i < statements.size(); i++) {
                Filed filed = statements.get(i);
                found.found(filed.policy(), filed.statement());
            }
        }
    }
}
