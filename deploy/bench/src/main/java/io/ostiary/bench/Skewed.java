package io.ostiary.bench;

import java.util.Random;

/** Draws as users do: a few all the time, most of them hardly ever. The same at every run. */
final class Skewed {

    /** A power of two, so that the next one is found with a mask. */
    static final int DRAWN = 1 << 12;

    private Skewed() {}

    /** Numbers below a bound, the nth drawn about 1/n times as often as the first (Zipf). */
    static int[] below(int bound) {
        double[] upTo = new double[bound];
        double sum = 0;
        for (int i = 0; i < bound; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
        var random = new Random(20_261_124);
        int[] drawn = new int[DRAWN];
        for (int i = 0; i < DRAWN; i++) {
            double at = random.nextDouble() * sum;
            int found = 0;
            while (upTo[found] < at && found < bound - 1) {
                found++;
            }
            drawn[i] = found;
        }
        return drawn;
    }
}
