package org.limn.attribution.perturbation;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Inpainting by a front that moves into the lost pixels in the order of their distance from the known ones (fast marching, Sethian
 * 1996), as OpenCV has it. Each pixel is filled once, when a neighbor leaves the front, from what is known by then.
 *
 * <p>Telea: every known pixel within the radius weighs direction × distance × level: along the gradient of the distance, near, and as
 * far from the rim as the one to fill. The mean of their values gets the direction of the image's gradient there added. Before that
 * the distances are continued outwards, as far as the radius reaches.
 *
 * <p>Navier–Stokes: a known pixel weighs by how far the image changes across the line to it, its isophote, and by the inverse of the
 * fourth power of its distance.
 *
 * <p>All arrays have a rim of one pixel around the image that is known and never read as a color. At the image's edges a color's
 * indices are moved inwards, one to each side, which is OpenCV's way of not reading beyond them.
 */
final class FrontFilling {
    private static final byte KNOWN = 0;
    private static final byte FRONT = 1;
    private static final byte LOST = 2;
    private static final float FAR = 1e6f;

    private final int rows;
    private final int columns;
    private final int[] image;
    private final int plane;
    private final int radius;
    private final byte[] state;
    private final float[] time;
    private long pushed;

    /** A pixel of the front; of two with the same time the one that came first goes first. */
    private record Arrival(float time, long order, int at) implements Comparable<Arrival> {
        @Override
        public int compareTo(Arrival other) {
            int byTime = Float.compare(time, other.time);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    /**
     * What is to be filled.
     *
     * @param image channels one after another, 0 to 255; filled in place
     */
    FrontFilling(int height, int width, boolean[] lost, int[] image, int radius) {
        this.rows = height + 2;
        this.columns = width + 2;
        this.image = image;
        this.plane = height * width;
        this.radius = radius;
        this.state = new byte[rows * columns];
        this.time = new float[rows * columns];
        Arrays.fill(time, FAR);
        for (int i = 0; i < plane; i++) {
            state[(i / width + 1) * columns + i % width + 1] = lost[i] ? LOST : KNOWN;
        }
    }

    void fill(Inpaint.Algorithm algorithm) {
        int[] around = {-columns, -1, columns, 1};
        PriorityQueue<Arrival> front = new PriorityQueue<>();
        PriorityQueue<Arrival> outside = new PriorityQueue<>();
        byte[] outwards = algorithm == Inpaint.Algorithm.TELEA ? near() : new byte[0];
        for (int i = 1; i < rows - 1; i++) {
            for (int j = 1; j < columns - 1; j++) {
                int at = i * columns + j;
                boolean rim = false;
                for (int step : around) {
                    rim |= state[at + step] == LOST;
                }
                if (state[at] == KNOWN && rim) {
                    time[at] = 0;
                    front.add(new Arrival(0, pushed++, at));
                    outside.add(new Arrival(0, pushed++, at));
                }
            }
        }
        front.forEach(a -> state[a.at] = FRONT);
        if (outwards.length > 0) {
            outside.forEach(a -> outwards[a.at] = FRONT);
            march(outside, outwards, around, at -> {});
            for (int at = 0; at < time.length; at++) {
                time[at] = outwards[at] == KNOWN && time[at] != FAR && state[at] == KNOWN ? -time[at] : time[at];
            }
        }
        march(front, state, around, algorithm == Inpaint.Algorithm.TELEA ? this::telea : this::navierStokes);
    }

    /** The known pixels within a square about a lost one, marked as still to be reached. */
    private byte[] near() {
        byte[] near = new byte[state.length];
        for (int i = 1; i < rows - 1; i++) {
            for (int j = 1; j < columns - 1; j++) {
                if (state[i * columns + j] == LOST) {
                    for (int k = Math.max(1, i - radius); k <= Math.min(rows - 2, i + radius); k++) {
                        for (int l = Math.max(1, j - radius); l <= Math.min(columns - 2, j + radius); l++) {
                            near[k * columns + l] = state[k * columns + l] == KNOWN ? LOST : near[k * columns + l];
                        }
                    }
                }
            }
        }
        return near;
    }

    private interface Reached {
        void at(int at);
    }

    private void march(PriorityQueue<Arrival> front, byte[] states, int[] around, Reached reached) {
        while (!front.isEmpty()) {
            int from = front.remove().at;
            states[from] = KNOWN;
            for (int step : around) {
                int at = from + step;
                int i = at / columns;
                int j = at % columns;
                if (i < 1 || j < 1 || i > rows - 2 || j > columns - 2 || states[at] != LOST) {
                    continue;
                }
                time[at] = Math.min(
                        Math.min(arrival(states, at - columns, at - 1), arrival(states, at + columns, at - 1)),
                        Math.min(arrival(states, at - columns, at + 1), arrival(states, at + columns, at + 1)));
                reached.at(at);
                states[at] = FRONT;
                front.add(new Arrival(time[at], pushed++, at));
            }
        }
    }

    /** When a front that moves by a pixel per unit gets from these two neighbors to the pixel between them: |∇T| = 1. */
    private float arrival(byte[] states, int a, int b) {
        float first = time[a];
        float second = time[b];
        if (states[a] != LOST && states[b] != LOST) {
            float apart = first - second;
            return Math.abs(apart) >= 1
                    ? 1 + Math.min(first, second)
                    : (float) ((first + second + Math.sqrt(2 - apart * apart)) * 0.5);
        }
        return 1 + (states[a] != LOST ? first : states[b] != LOST ? second : Math.min(first, second));
    }

    private void telea(int at) {
        int i = at / columns;
        int j = at % columns;
        float gradX = slope(at, 1);
        float gradY = slope(at, columns);
        for (int color = 0; color < image.length; color += plane) {
            float sum = 0;
            float jumpX = 0;
            float jumpY = 0;
            float weights = 1e-20f;
            for (int k = Math.max(1, i - radius); k <= Math.min(rows - 2, i + radius); k++) {
                int up = k - 1 + (k == 1 ? 1 : 0);
                int down = k - 1 - (k == rows - 2 ? 1 : 0);
                for (int l = Math.max(1, j - radius); l <= Math.min(columns - 2, j + radius); l++) {
                    int other = k * columns + l;
                    int square = (k - i) * (k - i) + (l - j) * (l - j);
                    if (state[other] == LOST || square > radius * radius) {
                        continue;
                    }
                    int left = l - 1 + (l == 1 ? 1 : 0);
                    int right = l - 1 - (l == columns - 2 ? 1 : 0);
                    int y = i - k;
                    int x = j - l;
                    float distance = (float) (1 / (square * Math.sqrt(square)));
                    float level = 1 / (1 + Math.abs(time[other] - time[at]));
                    float direction = x * gradX + y * gradY;
                    if (Math.abs(direction) <= 0.01f) {
                        direction = 0.000001f;
                    }
                    float weight = Math.abs(distance * level * direction);
                    boolean hasRight = state[other + 1] != LOST;
                    boolean hasLeft = state[other - 1] != LOST;
                    float across = !hasRight && !hasLeft
                            ? 0
                            : hasRight && hasLeft
                                    ? (value(color, up, right + 1) - value(color, up, left - 1)) * 2f
                                    : hasRight
                                            ? value(color, up, right + 1) - value(color, up, left)
                                            : value(color, up, right) - value(color, up, left - 1);
                    boolean hasDown = state[other + columns] != LOST;
                    boolean hasUp = state[other - columns] != LOST;
                    float along = !hasDown && !hasUp
                            ? 0
                            : hasDown && hasUp
                                    ? (value(color, down + 1, left) - value(color, up - 1, left)) * 2f
                                    : hasDown
                                            ? value(color, down + 1, left) - value(color, up, left)
                                            : value(color, down, left) - value(color, up - 1, left);
                    sum += weight * value(color, up, left);
                    jumpX -= weight * across * x;
                    jumpY -= weight * along * y;
                    weights += weight;
                }
            }
            double jump = (jumpX + jumpY) / (Math.sqrt(jumpX * jumpX + jumpY * jumpY) + 1e-20);
            set(color, i, j, sum / weights + jump + 0.5);
        }
    }

    /** The slope of the time along an axis, from the neighbors that are known. */
    private float slope(int at, int step) {
        boolean after = state[at + step] != LOST;
        boolean before = state[at - step] != LOST;
        return after && before
                ? (time[at + step] - time[at - step]) * 0.5f
                : after ? time[at + step] - time[at] : before ? time[at] - time[at - step] : 0;
    }

    private void navierStokes(int at) {
        int i = at / columns;
        int j = at % columns;
        for (int color = 0; color < image.length; color += plane) {
            float sum = 0;
            float weights = 1e-20f;
            for (int k = Math.max(1, i - radius); k <= Math.min(rows - 2, i + radius); k++) {
                int up = k - 1 + (k == 1 ? 1 : 0);
                int down = k - 1 - (k == rows - 2 ? 1 : 0);
                for (int l = Math.max(1, j - radius); l <= Math.min(columns - 2, j + radius); l++) {
                    int other = k * columns + l;
                    int square = (k - i) * (k - i) + (l - j) * (l - j);
                    if (state[other] == LOST || square > radius * radius) {
                        continue;
                    }
                    int left = l - 1 + (l == 1 ? 1 : 0);
                    int right = l - 1 - (l == columns - 2 ? 1 : 0);
                    int y = k - i;
                    int x = l - j;
                    float distance = 1f / (square * square + 1);
                    float here = value(color, up, left);
                    float below = state[other + columns] != LOST
                            ? Math.abs(value(color, down + 1, left) - value(color, down, left))
                            : 0;
                    float above = state[other - columns] != LOST ? Math.abs(here - value(color, up - 1, left)) : 0;
                    boolean bothY = state[other + columns] != LOST && state[other - columns] != LOST;
                    float along = bothY ? below + above : 2 * (below + above);
                    float after = state[other + 1] != LOST
                            ? Math.abs(value(color, up, right + 1) - value(color, up, right))
                            : 0;
                    float before = state[other - 1] != LOST ? Math.abs(here - value(color, up, left - 1)) : 0;
                    boolean bothX = state[other + 1] != LOST && state[other - 1] != LOST;
                    float across = bothX ? after + before : 2 * (after + before);
                    // the isophote is the gradient turned by a right angle
                    float direction = x * -along + y * across;
                    if (Math.abs(direction) <= 0.01f) {
                        direction = 0.000001f;
                    } else {
                        direction = (float) Math.abs(direction / Math.sqrt(square * (along * along + across * across)));
                    }
                    float weight = distance * direction;
                    sum += weight * here;
                    weights += weight;
                }
            }
            set(color, i, j, sum / weights);
        }
    }

    /** A color of the image, within it whatever is asked for. */
    private int value(int color, int y, int x) {
        int row = Math.max(0, Math.min(rows - 3, y));
        int column = Math.max(0, Math.min(columns - 3, x));
        return image[color + row * (columns - 2) + column];
    }

    private void set(int color, int i, int j, double value) {
        image[color + (i - 1) * (columns - 2) + j - 1] = (int) Math.max(0, Math.min(255, Math.rint(value)));
    }
}
