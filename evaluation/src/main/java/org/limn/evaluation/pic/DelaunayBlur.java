package org.limn.evaluation.pic;

import java.util.ArrayList;
import java.util.List;
import org.limn.loader.image.Image;
import org.tinfour.common.Vertex;
import org.tinfour.standard.IncrementalTin;
import org.tinfour.utils.TriangleCollector;

/**
 * A picture of which only some pixels are left: the four corners and the kept ones as they are, every other by linear
 * interpolation over the Delaunay triangulation of those, per channel. One triangulation serves the three channels.
 *
 * <p>Values are computed in double, kept as float32 and rounded half to even, as SciPy's {@code griddata} and NumPy's {@code
 * round} do it. The triangulation of a lattice is not unique: where four kept pixels lie on one circle SciPy may have drawn the
 * other diagonal, which moves 0.1 to 0.3 % of the bytes.
 */
public final class DelaunayBlur {
    private DelaunayBlur() {}

    /**
     * The picture with only these pixels left.
     *
     * @param kept row-major; the corners are kept whatever it says
     */
    public static Image of(Image picture, boolean[] kept) {
        int w = picture.width(), h = picture.height();
        boolean[] left = kept.clone();
        for (int corner : new int[] {0, w - 1, (h - 1) * w, h * w - 1}) {
            left[corner] = true;
        }
        byte[] from = picture.rgb(), to = mean(picture); // outside the hull: pictures of one row or column
        List<Vertex> vertices = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (left[i]) {
                vertices.add(new Vertex(i % w, i / w, 0, i));
            }
        }
        IncrementalTin triangulation = new IncrementalTin(1);
        if (triangulation.add(vertices, null)) {
            TriangleCollector.visitTriangles(
                    triangulation, t -> fill(from, to, w, t[0].getIndex(), t[1].getIndex(), t[2].getIndex()));
        }
        triangulation.dispose();
        for (int i = 0; i < left.length; i++) {
            if (left[i]) {
                System.arraycopy(from, 3 * i, to, 3 * i, 3);
            }
        }
        return Image.of(w, h, to);
    }

    /** Interpolates inside the triangle of pixels a, b, c, edges included, where neighbors agree. */
    private static void fill(byte[] from, byte[] to, int w, int a, int b, int c) {
        int ax = a % w, ay = a / w, bx = b % w, by = b / w, cx = c % w, cy = c / w;
        int area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax); // twice it, with its sign; whole numbers are exact
        if (area == 0) {
            return;
        }
        int sign = area < 0 ? -1 : 1;
        int right = Math.max(ax, Math.max(bx, cx)), bottom = Math.max(ay, Math.max(by, cy));
        for (int y = Math.min(ay, Math.min(by, cy)); y <= bottom; y++) {
            for (int x = Math.min(ax, Math.min(bx, cx)); x <= right; x++) {
                int wa = (bx - x) * (cy - y) - (by - y) * (cx - x);
                int wb = (cx - x) * (ay - y) - (cy - y) * (ax - x);
                int wc = area - wa - wb;
                if (sign * wa < 0 || sign * wb < 0 || sign * wc < 0) {
                    continue;
                }
                for (int k = 0; k < 3; k++) {
                    long sum = (long) wa * (from[3 * a + k] & 0xff)
                            + (long) wb * (from[3 * b + k] & 0xff)
                            + (long) wc * (from[3 * c + k] & 0xff);
                    to[3 * (y * w + x) + k] = (byte) Math.rint((float) ((double) sum / area));
                }
            }
        }
    }

    private static byte[] mean(Image picture) {
        byte[] rgb = picture.rgb(), mean = new byte[rgb.length];
        for (int k = 0; k < 3; k++) {
            long sum = 0;
            for (int i = k; i < rgb.length; i += 3) {
                sum += rgb[i] & 0xff;
            }
            byte value = (byte) Math.rint((float) (3.0 * sum / rgb.length));
            for (int i = k; i < rgb.length; i += 3) {
                mean[i] = value;
            }
        }
        return mean;
    }
}
