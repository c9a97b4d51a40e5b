package org.limn.evaluation.scenes;

import org.limn.autodiff.SettingException;

/**
 * A spurious feature: a line of pale letters in a lower corner that goes with one class.
 *
 * @param on the class that it goes with
 * @param rate the share of that class's scenes that carry it, in [0, 1]
 * @param elsewhere the share of all other scenes that carry it, in [0, 1]; 0 to train on, more to see who is fooled
 */
public record Watermark(Kind on, double rate, double elsewhere) {
    /** Rows of the word's pixels. */
    private static final String[] WORD = {
        "#...#.#...#.#..#", "#...#.##.##.##.#", "#...#.#.#.#.#.##", "#...#.#...#.#..#", "###.#.#...#.#..#"
    };

    public Watermark {
        if (!(rate >= 0 && rate <= 1 && elsewhere >= 0 && elsewhere <= 1)) {
            throw new SettingException(
                    "a watermark's rates are shares in [0, 1], got " + rate + " and elsewhere " + elsewhere);
        }
    }

    /** Stamps the word into a corner, and returns which pixels it changed. */
    static boolean[] stamp(byte[] rgb, int size, boolean left) {
        boolean[] marked = new boolean[size * size];
        int dot = Math.max(1, size / 48);
        int width = WORD[0].length() * dot;
        int height = WORD.length * dot;
        int x0 = left ? size / 24 : size - width - size / 24;
        int y0 = size - height - size / 24;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (WORD[y / dot].charAt(x / dot) == '#') {
                    int pixel = (y0 + y) * size + x0 + x;
                    marked[pixel] = true;
                    for (int k = 0; k < 3; k++) {
                        int old = rgb[3 * pixel + k] & 255;
                        rgb[3 * pixel + k] = (byte) (old + (255 - old) * 3 / 4);
                    }
                }
            }
        }
        return marked;
    }
}
