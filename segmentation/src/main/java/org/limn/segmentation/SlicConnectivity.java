package org.limn.segmentation;

import java.util.Arrays;

/**
 * The last step of SLIC: every connected part of a label becomes a region of its own, in the order in which a scan of the rows
 * meets them. A part is searched breadth-first over right, left, below, above; one that reaches {@code largest} pixels is cut
 * there; one under {@code smallest} goes to the region met last along its border, if there is one yet.
 */
final class SlicConnectivity {
    private static final int NONE = -1;

    /** Labels within a frame of {@code NONE}, which spares the search all questions about edges. */
    private final int[] labels;

    private final int[] connected;
    private final int[] queue;
    private final int[] steps;

    private SlicConnectivity(int[] labels, int height, int width, int largest) {
        int across = width + 2;
        this.labels = new int[Math.multiplyExact(across, height + 2)];
        Arrays.fill(this.labels, NONE);
        for (int y = 0; y < height; y++) {
            System.arraycopy(labels, y * width, this.labels, (y + 1) * across + 1, width);
        }
        connected = new int[this.labels.length];
        Arrays.fill(connected, NONE);
        queue = new int[largest];
        steps = new int[] {1, -1, across, -across};
    }

    static int[] connect(int[] labels, int height, int width, int smallest, int largest) {
        SlicConnectivity parts = new SlicConnectivity(labels, height, width, largest);
        int[] out = new int[labels.length];
        int next = 0;
        for (int i = 0; i < parts.labels.length; i++) {
            if (parts.labels[i] != NONE && parts.connected[i] == NONE && parts.keep(i, next, smallest)) {
                next++;
            }
        }
        for (int y = 0; y < height; y++) {
            System.arraycopy(parts.connected, (y + 1) * (width + 2) + 1, out, y * width, width);
        }
        return out;
    }

    /** Searches the part of pixel {@code first}, and says whether it stays a region. */
    private boolean keep(int first, int number, int smallest) {
        int label = labels[first];
        int neighbour = number;
        connected[first] = number;
        queue[0] = first;
        int size = 1;
        for (int at = 0; at < size && size < queue.length; at++) {
            for (int side = 0; side < 4 && size < queue.length; side++) {
                int j = queue[at] + steps[side];
                int region = connected[j];
                if (region == NONE && labels[j] == label) {
                    connected[j] = number;
                    queue[size++] = j;
                } else if (region != NONE && region != number) {
                    neighbour = region;
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
}
