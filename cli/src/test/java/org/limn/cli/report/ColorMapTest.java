package org.limn.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ColorMapTest {
    /** What people see who lack one kind of cone: Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
    private static final double[][] NO_RED = {
        {0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}
    };

    private static final double[][] NO_GREEN = {
        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
    };
    private static final double[][] ALL = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    /** A just noticeable difference is about 0.02 in OKLab; half the map's range is 0.42 of lightness. */
    private static final double CLEARLY = 0.2;

    @Test
    void heatGrowsLighterInEvenSteps() {
        for (int i = 0; i < 64; i++) {
            double step = seen(ColorMap.HEAT, (i + 1) / 64.0, ALL)[0] - seen(ColorMap.HEAT, i / 64.0, ALL)[0];
            // 0.85 in 64 steps; colors of 8 bits move a lightness by up to 0.004
            assertThat(step).as("step %d", i).isCloseTo(0.85 / 64, within(0.008));
        }
    }

    @Test
    void heatStaysInOrderWithoutRedOrGreenCones() {
        for (double[][] eye : new double[][][] {NO_RED, NO_GREEN}) {
            for (int i = 0; i < 32; i++) {
                assertThat(seen(ColorMap.HEAT, (i + 1) / 32.0, eye)[0])
                        .isGreaterThan(seen(ColorMap.HEAT, i / 32.0, eye)[0]);
            }
        }
    }

    @Test
    void theTwoSignsAreToldApartByEveryEye() {
        for (double[][] eye : new double[][][] {ALL, NO_RED, NO_GREEN}) {
            for (double u : new double[] {0.5, 0.75, 1}) {
                double[] minus = seen(ColorMap.SIGNED, 0.5 - u / 2, eye);
                double[] plus = seen(ColorMap.SIGNED, 0.5 + u / 2, eye);
                assertThat(distance(minus, plus)).isGreaterThan(CLEARLY * u);
                assertThat(distance(minus, seen(ColorMap.SIGNED, 0.5, eye))).isGreaterThan(CLEARLY * u);
                assertThat(distance(plus, seen(ColorMap.SIGNED, 0.5, eye))).isGreaterThan(CLEARLY * u);
            }
        }
    }

    @Test
    void bothSignsWeighTheSame() {
        for (int i = 0; i <= 512; i++) {
            double minus = seen(ColorMap.SIGNED, 0.5 - i / 1024.0, ALL)[0];
            assertThat(seen(ColorMap.SIGNED, 0.5 + i / 1024.0, ALL)[0]).isCloseTo(minus, within(0.008));
        }
        assertThat(ColorMap.SIGNED.rgb(0.5)).isEqualTo(0xf5f5f5);
    }

    @Test
    void outsideItsRangeAMapHasItsEnds() {
        assertThat(ColorMap.HEAT.rgb(-3)).isEqualTo(ColorMap.HEAT.rgb(0));
        assertThat(ColorMap.HEAT.rgb(1e30)).isEqualTo(ColorMap.HEAT.rgb(1));
    }

    /** OKLab of a map's color as an eye sees it. */
    private static double[] seen(ColorMap map, double t, double[][] eye) {
        int rgb = map.rgb(t);
        double[] light = {linear(rgb >> 16), linear(rgb >> 8), linear(rgb)};
        double[] v = new double[3];
        for (int i = 0; i < 3; i++) {
            v[i] = Math.max(0, Math.min(1, eye[i][0] * light[0] + eye[i][1] * light[1] + eye[i][2] * light[2]));
        }
        double l = Math.cbrt(0.4122214708 * v[0] + 0.5363325363 * v[1] + 0.0514459929 * v[2]);
        double m = Math.cbrt(0.2119034982 * v[0] + 0.6806995451 * v[1] + 0.1073969566 * v[2]);
        double s = Math.cbrt(0.0883024619 * v[0] + 0.2817188376 * v[1] + 0.6299787005 * v[2]);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    private static double linear(int value) {
        double srgb = (value & 0xff) / 255.0;
        return srgb <= 0.04045 ? srgb / 12.92 : Math.pow((srgb + 0.055) / 1.055, 2.4);
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }
}
