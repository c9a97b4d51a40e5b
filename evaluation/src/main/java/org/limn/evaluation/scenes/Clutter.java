package org.limn.evaluation.scenes;

/** What lies about and has no class: distractors, and what covers a part of an object. */
enum Clutter implements Solid {
    PEBBLE {
        @Override
        public double height(double u, double v, Individual it) {
            double bump = 0.25 * (NoiseField.smooth(u * 1.5 + 9, v * 1.5 + 9, it.seed()) - 0.5);
            return 0.8 * Solid.dome(u, v, 0.95 - bump, 0.55 + 0.35 * it.form() - bump);
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double grain = 0.6 + 0.7 * NoiseField.fractal(u * 5, v * 5, 3, it.seed());
            Solid.set(rgb, 0.30, 0.27 + 0.03 * it.tint(), 0.20 + 0.10 * it.tint());
            Solid.scale(rgb, grain * (0.6 + 0.8 * it.form()));
        }
    },
    TWIG {
        @Override
        public double height(double u, double v, Individual it) {
            double middle = 0.12 * (NoiseField.smooth(u * 1.3 + 5, 0.5, it.seed()) - 0.5);
            double half = 0.055 + 0.02 * NoiseField.smooth(u * 4, 2.5, it.seed());
            double t = (v - middle) / half;
            return Math.abs(u) < 1 && Math.abs(t) < 1 ? 1.6 * half * Math.sqrt(1 - t * t) : 0;
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double bark = NoiseField.fractal(u * 9, v * 40, 3, it.seed());
            Solid.set(rgb, 0.22, 0.13, 0.07);
            Solid.scale(rgb, 0.5 + 1.2 * bark);
        }
    },
    PAPER {
        @Override
        public double height(double u, double v, Individual it) {
            double cut =
                    it.form() < 0.5 ? Math.max(Math.abs(u), Math.abs(v) * 1.4) : Math.max(v, 1.7 * Math.abs(u) - v);
            return cut < 0.8 ? 0.03 : 0;
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            Solid.set(
                    rgb,
                    0.25 + 0.6 * NoiseField.at(1, 0, it.seed()),
                    0.25 + 0.6 * NoiseField.at(2, 0, it.seed()),
                    0.25 + 0.6 * NoiseField.at(3, 0, it.seed()));
        }
    },
    BLADE {
        @Override
        public double height(double u, double v, Individual it) {
            double middle = 0.25 * (it.form() - 0.5) * (1 - u * u);
            double t = (v - middle) / (0.07 * (1 - 0.8 * Math.abs(u)) + 0.004);
            return Math.abs(u) < 1 && Math.abs(t) < 1 ? 0.05 + 0.03 * Math.abs(t) : 0;
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            Solid.set(rgb, 0.12 + 0.12 * it.tint(), 0.28, 0.05);
            Solid.scale(rgb, 0.7 + 0.6 * NoiseField.smooth(u * 3, v * 60, it.seed()));
        }
    }
}
