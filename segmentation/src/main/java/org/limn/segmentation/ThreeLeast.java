package org.limn.segmentation;

import java.util.Arrays;

/** The three least of the keys given for each pixel; keys are integers from 0, and those from {@code LIMIT} on count as none. */
final class ThreeLeast {
    /** What counts as none. */
    static final float LIMIT = 1 << 24;

    private final float[] first;
    private final float[] second;
    private final float[] third;

    ThreeLeast(int pixels) {
        first = new float[pixels];
        second = new float[pixels];
        third = new float[pixels];
    }

    /** Forgets the keys of pixels {@code [from, to)}. */
    void clear(int from, int to) {
        Arrays.fill(first, from, to, LIMIT);
        Arrays.fill(second, from, to, LIMIT);
        Arrays.fill(third, from, to, LIMIT);
    }

    float first(int pixel) {
        return first[pixel];
    }

    float second(int pixel) {
        return second[pixel];
    }

    float third(int pixel) {
        return third[pixel];
    }

    /** Takes a key for each of pixels {@code [from, to)}. */
    void add(float[] keys, int from, int to) {
        add(keys, first, second, third, from, to);
    }

    /**
     * The greater of two keys is {@code b + max(a - b, 0)}, the less what remains, exact for integers up to {@code LIMIT}; a greater one moves nothing. It is without
     * {@code Math.min}, whose care for NaN and -0 costs vector code twice as much. A key that is not a number spoils what it meets.
     */
    private static void add(float[] keys, float[] first, float[] second, float[] third, int from, int to) {
        for (int i = from; i < to; i++) {
            float a = first[i] - keys[i];
            float down = (Math.abs(a) + a) * 0.5f;
            float key = keys[i] + down;
            first[i] -= down;
            float b = second[i] - key;
            float next = (Math.abs(b) + b) * 0.5f;
            second[i] -= next;
            float c = third[i] - (key + next);
            third[i] -= (Math.abs(c) + c) * 0.5f;
        }
    }
}
