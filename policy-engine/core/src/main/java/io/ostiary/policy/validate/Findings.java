package io.ostiary.policy.validate;

import io.ostiary.contract.shape.ValidatePolicyFinding;
import io.ostiary.contract.shape.ValidatePolicyFinding.Location;
import io.ostiary.contract.shape.ValidatePolicyFinding.Position;
import io.ostiary.contract.shape.ValidatePolicyFinding.Span;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects what is found in one document. */
final class Findings {

    private static final String LINK =
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html"
                + "#access-analyzer-reference-policy-checks-";

    /** A document of nothing but faults has as many findings as it has places. */
    private static final int MOST = 10_000;

    private final int[] lineStarts;
    private final List<ValidatePolicyFinding> found = new ArrayList<>();

    Findings(String text) {
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                starts.add(i + 1);
            }
        }
        lineStarts = starts.stream().mapToInt(Integer::intValue).toArray();
    }

    void add(Check check, Place place, String... names) {
        add(check, List.of(place), names);
    }

    /**
     * @param names what stands in the gaps of the check's text, in their order
     */
    void add(Check check, List<Place> places, String... names) {
        if (found.size() >= MOST) {
            return;
        }
        CheckTable.Row row = CheckTable.row(check);
        List<Location> locations = new ArrayList<>();
        for (Place place : places) {
            locations.add(
                    new Location(
                            place.path(),
                            new Span(position(place.start()), position(place.end()))));
        }
        found.add(
                new ValidatePolicyFinding(
                        row.details(names),
                        row.type().name(),
                        check.name(),
                        LINK + row.anchor(),
                        locations));
    }

    Position position(int offset) {
        int line = Arrays.binarySearch(lineStarts, offset);
        int index = line >= 0 ? line : -line - 2;
        return new Position(index + 1, offset - lineStarts[index], offset);
    }

    List<ValidatePolicyFinding> all() {
        return List.copyOf(found);
    }
}
