package org.limn.segmentation;

import java.util.Arrays;

/**
 * The last step of SLIC: every connected part of a label becomes a region of its own, in the order in which a scan of the rows
 * meets them. A part is searched breadth-first over right, left, below, above; one that reaches {@code largest} pixels is cut
 * there; one under {@code smallest} goes to the region met last along its border, if there is one yet.
 */
final class SlicConnectivity {
    private final int[] labels;
    private final int height;
    private final int width;
    private final int[] connected;
    private final int[] queue;
    private final int largest;

    private SlicConnectivity(int[] labels, int height, int width, int largest) {
        this.labels = labels;
        this.height = height;
        this.width = width;
        this.largest = largest;
        connected = new int[labels.length];
        Arrays.fill(connected, -1);
        queue = new int[largest];
    }

    static int[] connect(int[] labels, int height, int width, int smallest, int largest) {
        SlicConnectivity parts = new SlicConnectivity(labels, height, width, largest);
        int next = 0;
        for (int i = 0; i < labels.length; i++) {
            if (parts.connected[i] < 0 && parts.keep(i, next, smallest)) {
                next++;
            }
        }
        return parts.connected;
    }

    /** Searches the part of pixel {@code first}, and says whether it stays a region. */
    private boolean keep(int first, int number, int smallest) {
        int neighbour = number;
        connected[first] = number;
        queue[0] = first;
        int size = 1;
        for (int at = 0; at < size && size < largest; at++) {
            int i = queue[at];
            int column = i % width;
            for (int side = 0; side < 4 && size < largest; side++) {
                int j = step(i, column, side);
                if (j < 0) {
                    continue;
                }
                if (connected[j] < 0 && labels[j] == labels[first]) {
                    connected[j] = number;
                    queue[size++] = j;
                } else if (connected[j] >= 0 && connected[j] != number) {
                    neighbour = connected[j];
                }
            }
        }
        if (size >= smallest) {
            return true;
        }
        for (int q = 0; q < size; q++) {
            connected[queue[q]] = neighbour;
        }
        return false;
    }

    private int step(int i, int column, int side) {
        return switch (side) {
            case 0 -> column + 1 < width ? i + 1 : -1;
            case 1 -> column > 0 ? i - 1 : -1;
            case 2 -> i + width < height * width ? i + width : -1;
            default -> i >= width ? i - width : -1;
        };
    }
}
