package io.ostiary.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One line of the table.
 *
 * @param ratio of value and floor, so that {@code target} can be read against it
 */
record Row(String what, String floor, String value, double ratio, String target, boolean reached) {

    /** At most so many times the floor. */
    static Row atMost(String what, String floor, String value, double ratio, double most) {
        return new Row(what, floor, value, ratio, "≤ " + times(most), ratio <= most);
    }

    /** At least this part of the floor. */
    static Row atLeast(String what, String floor, String value, double ratio, double least) {
        return new Row(what, floor, value, ratio, "≥ " + percent(least), ratio >= least);
    }

    /** At least so many times the floor. */
    static Row atLeastTimes(String what, String floor, String value, double ratio, double least) {
        return new Row(what, floor, value, ratio, "≥ " + times(least), ratio >= least);
    }

    /** A row whose floor could not be had: told, and not reached. */
    static Row missing(String what, String why, double least) {
        return new Row(what, why, "–", Double.NaN, "≥ " + times(least), false);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f×", ratio);
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.0f %%", ratio * 100);
    }

    private String shownRatio() {
        if (Double.isNaN(ratio)) {
            return "–";
        }
        return target.endsWith("%") ? percent(ratio) : times(ratio);
    }

    /** The table in Markdown, as the README has it. */
    static String table(List<Row> rows) {
        var text = new StringBuilder("| what | floor | Ostiary | ratio | to reach | reached |\n");
        text.append("|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            text.append("| ").append(row.what);
            text.append(" | ").append(row.floor);
            text.append(" | ").append(row.value);
            text.append(" | ").append(row.shownRatio());
            text.append(" | ").append(row.target);
            text.append(" | ").append(row.reached ? "yes" : "**no**").append(" |\n");
        }
        return text.toString();
    }
}
