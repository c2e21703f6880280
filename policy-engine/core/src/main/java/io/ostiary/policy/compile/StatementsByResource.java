package io.ostiary.policy.compile;

import io.ostiary.policy.request.AuthorizationRequest;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Statements of one effect that concern one action, filed by what their resources begin with. A
 * question walks over its resource once and looks up the beginnings of each length that there is:
 * what is filed elsewhere is not looked at.
 */
final class StatementsByResource {

    private static final StatementsByResource NONE =
            new StatementsByResource(new CompiledStatement[0], "", new int[0], new Filed[0]);

    /** Fewer are asked one after the other sooner than they are found. */
    private static final int FEW = 4;

    /** More lengths than this are rare, and each costs a look: longer beginnings are cut. */
    private static final int MOST_LENGTHS = 16;

    /** Statements under one beginning, in a table with open addressing. */
    private record Filed(String prefix, int hash, CompiledStatement[] statements) {}

    private final CompiledStatement[] everywhere;

    /** What all the beginnings begin with: looked at once, and not part of what is looked up. */
    private final String common;

    /** Of the beginnings, ascending. */
    private final int[] lengths;

    /** Twice as many places as are taken, at least; a power of two. */
    private final Filed[] table;

    private StatementsByResource(
            CompiledStatement[] everywhere, String common, int[] lengths, Filed[] table) {
        this.everywhere = everywhere;
        this.common = common;
        this.lengths = lengths;
        this.table = table;
    }

    static StatementsByResource of(List<CompiledStatement> statements) {
        if (statements.isEmpty()) {
            return NONE;
        }
        List<CompiledStatement> everywhere = new ArrayList<>();
        List<CompiledStatement> bound = new ArrayList<>();
        for (CompiledStatement statement : statements) {
            (statement.resourcePrefixes() == null ? everywhere : bound).add(statement);
        }
        if (bound.size() <= FEW) {
            everywhere.addAll(bound);
            return new StatementsByResource(
                    everywhere.toArray(CompiledStatement[]::new), "", new int[0], new Filed[0]);
        }
        int[] lengths = lengths(bound);
        Map<String, List<CompiledStatement>> byPrefix = new LinkedHashMap<>();
        for (CompiledStatement statement : bound) {
            for (String prefix : prefixes(statement)) {
                List<CompiledStatement> under =
                        byPrefix.computeIfAbsent(cut(prefix, lengths), _ -> new ArrayList<>());
                // A statement with several resources may be filed under one beginning twice.
                if (under.isEmpty() || under.getLast() != statement) {
                    under.add(statement);
                }
            }
        }
        String common = common(byPrefix.keySet());
        return new StatementsByResource(
                everywhere.toArray(CompiledStatement[]::new),
                common,
                lengths,
                table(byPrefix, common.length()));
    }

    private static String common(Set<String> prefixes) {
        String common = null;
        for (String prefix : prefixes) {
            int length = 0;
            if (common == null) {
                common = prefix;
            }
            while (length < Math.min(common.length(), prefix.length())
                    && common.charAt(length) == prefix.charAt(length)) {
                length++;
            }
            common = common.substring(0, length);
        }
        return common == null ? "" : common;
    }

    private static List<String> prefixes(CompiledStatement statement) {
        List<String> prefixes = statement.resourcePrefixes();
        return prefixes == null ? List.of() : prefixes;
    }

    private static int[] lengths(List<CompiledStatement> statements) {
        var all = new TreeSet<Integer>();
        for (CompiledStatement statement : statements) {
            for (String prefix : prefixes(statement)) {
                all.add(prefix.length());
            }
        }
        // Evenly chosen, and always the shortest: every beginning can then be cut to one of them.
        int step = (all.size() + MOST_LENGTHS - 1) / MOST_LENGTHS;
        var chosen = new ArrayList<Integer>();
        int i = 0;
        for (int length : all) {
            if (i++ % step == 0) {
                chosen.add(length);
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String cut(String prefix, int[] lengths) {
        int longest = lengths[0];
        for (int length : lengths) {
            if (length <= prefix.length()) {
                longest = length;
            }
        }
        return prefix.substring(0, longest);
    }

    /**
     * @param common characters that are the same in all
     */
    private static Filed[] table(Map<String, List<CompiledStatement>> byPrefix, int common) {
        var table = new Filed[Integer.highestOneBit(byPrefix.size()) * 4];
        byPrefix.forEach(
                (prefix, statements) -> {
                    int hash = prefix.substring(common).hashCode();
                    int at = place(hash, table.length);
                    while (table[at] != null) {
                        at = (at + 1) & (table.length - 1);
                    }
                    table[at] =
                            new Filed(prefix, hash, statements.toArray(CompiledStatement[]::new));
                });
        return table;
    }

    private static int place(int hash, int size) {
        return (hash ^ hash >>> 16) & (size - 1);
    }

    /** The most that one of them grants; NONE when none applies. */
    Grant grant(AuthorizationRequest request, boolean bounded) {
        Grant most = grant(everywhere, Grant.NONE, request, bounded);
        if (most == Grant.DIRECT || lengths.length == 0) {
            return most;
        }
        String resource = request.resource().text();
        if (!resource.startsWith(common)) {
            return most;
        }
        int hash = 0;
        int from = common.length();
        for (int length : lengths) {
            if (length > resource.length()) {
                return most;
            }
            for (; from < length; from++) {
                hash = 31 * hash + resource.charAt(from);
            }
            CompiledStatement[] filed = find(resource, length, hash);
            if (filed != null) {
                most = grant(filed, most, request, bounded);
                if (most == Grant.DIRECT) {
                    return most;
                }
            }
        }
        return most;
    }

    private CompiledStatement @Nullable [] find(String resource, int length, int hash) {
        int at = place(hash, table.length);
        for (Filed filed = table[at]; filed != null; filed = table[at]) {
            if (filed.hash() == hash
                    && filed.prefix().length() == length
                    && resource.startsWith(filed.prefix())) {
                return filed.statements();
            }
            at = (at + 1) & (table.length - 1);
        }
        return null;
    }

    private static Grant grant(
            CompiledStatement[] statements,
            Grant least,
            AuthorizationRequest request,
            boolean bounded) {
        Grant most = least;
        for (CompiledStatement statement : statements) {
            Grant grant = statement.appliesToConcerned(request, bounded);
            if (grant.compareTo(most) > 0) {
                most = grant;
                if (most == Grant.DIRECT) {
                    return most;
                }
            }
        }
        return most;
    }
}
