package org.limn.evaluation.scenes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JpegArtifactsTest {
    private static double error(byte[] a, byte[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.abs((a[i] & 255) - (b[i] & 255));
        }
        return sum / a.length;
    }

    private static byte[] compressed(byte[] rgb, int size, int quality) {
        byte[] copy = rgb.clone();
        JpegArtifacts.compress(copy, size, quality);
        return copy;
    }

    @Test
    void anEvenPictureStays() {
        byte[] gray = new byte[3 * 16 * 16];
        Arrays.fill(gray, (byte) 130);
        assertThat(error(gray, compressed(gray, 16, 90))).isLessThanOrEqualTo(1);
    }

    @Test
    void theBestQualityRoundsOnly() {
        byte[] rgb = new Scenes(1, 40, java.util.Optional.empty()).scene(0).rgb();
        assertThat(error(rgb, compressed(rgb, 40, 100))).isLessThan(0.8);
    }

    @Test
    void lowerQualityLosesMoreAtSizesThatBlocksDoNotFill() {
        byte[] rgb = new Scenes(1, 45, java.util.Optional.empty()).scene(3).rgb();
        double good = error(rgb, compressed(rgb, 45, 90));
        double poor = error(rgb, compressed(rgb, 45, 20));
        assertThat(good).isPositive().isLessThan(poor);
    }
}
