package org.limn.evaluation.scenes;

import java.util.Locale;

/** The classes: things that differ in shape and in texture, so that either would do to tell them apart. */
public enum Kind implements Solid {
    BALL {
        @Override
        public double height(double u, double v, Individual it) {
            return Solid.dome(u, v, 0.95, 0.95);
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double z = height(u, v, it);
            double pu = u - 0.35 * z; // the pole leans to the right and up
            double pv = v + 0.4 * z;
            int gore = (int) Math.floor((StrictMath.atan2(pv, pu) / Math.PI + 1 + it.form()) * 3) % 6;
            Solid.set(rgb, 0.85, 0.84, 0.80);
            if (pu * pu + pv * pv < 0.015) {
                return;
            }
            switch (gore) {
                case 0 -> Solid.set(rgb, 0.75, 0.06, 0.05);
                case 2 -> Solid.set(rgb, 0.85, 0.60, 0.03);
                case 4 -> Solid.set(rgb, 0.03, 0.16 + 0.2 * it.tint(), 0.60);
                default -> {}
            }
        }

        @Override
        public double gloss() {
            return 0.5;
        }
    },
    BUTTERFLY {
        @Override
        public double height(double u, double v, Individual it) {
            double side = Math.abs(u);
            if (side < 0.075 && Math.abs(v) < 0.55) {
                return 0.25 * Solid.dome(side, v, 0.08, 0.57);
            }
            boolean feeler =
                    v < -0.45 && v > -0.85 && Math.abs(side - 0.05 - 0.6 * (v + 0.85) * (v + 0.85) / -1 - 0.12) < 0.025;
            return wing(side, v) < 1 || feeler ? 0.05 + 0.05 * side : 0;
        }

        /** Below 1 on a wing, 1 at its border. */
        private double wing(double side, double v) {
            double a = side - 0.52;
            double b = v + 0.33;
            double upper = sq((a * 0.8 - b * 0.6) / 0.56) + sq((a * 0.6 + b * 0.8) / 0.36);
            double lower = sq((side - 0.38) / 0.36) + sq((v - 0.38) / 0.38);
            return Math.min(upper, lower);
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double side = Math.abs(u);
            double rim = wing(side, v);
            if (side < 0.075 || rim > 0.97) {
                Solid.set(rgb, 0.03, 0.02, 0.02);
                return;
            }
            if (it.tint() < 0.55) {
                Solid.set(rgb, 0.85, 0.30 + 0.25 * it.form(), 0.02);
            } else {
                Solid.set(rgb, 0.04, 0.22 + 0.25 * it.form(), 0.75);
            }
            double angle = StrictMath.atan2(v - 0.02, side) * 5.5;
            double vein = Math.abs(angle - Math.rint(angle));
            Solid.blend(rgb, 1 - Solid.step(0.05, 0.12, vein), 0.05, 0.03, 0.02);
            Solid.blend(rgb, Solid.step(0.55, 0.65, rim), 0.03, 0.02, 0.02);
            if (rim > 0.72 && rim < 0.88 && vein > 0.3) {
                Solid.set(rgb, 0.85, 0.85, 0.8);
            }
        }
    },
    CRATE {
        @Override
        public double height(double u, double v, Individual it) {
            double edge = Math.max(Math.abs(u), Math.abs(v));
            if (edge > 0.82) {
                return 0;
            }
            if (edge > 0.62) {
                return 0.5;
            }
            double brace = Math.abs(u - v) / 1.4;
            if (brace < 0.13) {
                return 0.5;
            }
            double plank = (v + 1) * 4.8;
            return Math.abs(plank - Math.rint(plank)) < 0.07 ? 0.28 : 0.36;
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double edge = Math.max(Math.abs(u), Math.abs(v));
            boolean upright = edge > 0.62 && Math.abs(u) > Math.abs(v);
            boolean brace = edge <= 0.62 && Math.abs(u - v) / 1.4 < 0.13;
            double along = upright ? v : brace ? (u + v) / 1.4 : u;
            double across = upright ? u : brace ? (u - v) / 1.4 : v;
            int plank = upright || brace ? (int) Math.signum(across) + 20 : (int) Math.floor((v + 1) * 4.8 + 0.5);
            double grain = NoiseField.fractal(along * 2, across * 22, 3, it.seed() + plank);
            Solid.set(rgb, 0.52, 0.31, 0.13 + 0.06 * it.tint());
            Solid.scale(rgb, (0.45 + 0.9 * grain) * (0.8 + 0.35 * NoiseField.at(plank, 7, it.seed())));
            double seam = Math.min(Math.abs(edge - 0.62), edge < 0.62 ? Math.abs(Math.abs(u - v) / 1.4 - 0.13) : 1);
            Solid.scale(rgb, 0.35 + 0.65 * Solid.step(0, 0.05, seam));
            if (sq(Math.abs(u) - 0.72) + sq(Math.abs(v) - 0.72) < 0.0025) {
                Solid.set(rgb, 0.05, 0.05, 0.05); // nails
            }
        }

        @Override
        public double gloss() {
            return 0;
        }
    },
    DOUGHNUT {
        @Override
        public double height(double u, double v, Individual it) {
            double t = (Math.sqrt(u * u + v * v) - 0.64) / 0.31;
            return Math.abs(t) < 1 ? 0.55 * Math.sqrt(1 - t * t) : 0;
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double d = Math.sqrt(u * u + v * v);
            double wobble = 0.09 * (NoiseField.smooth(u * 4 + 20, v * 4 + 20, it.seed()) - 0.5);
            Solid.set(rgb, 0.62, 0.36, 0.14);
            Solid.scale(rgb, 0.8 + 0.4 * NoiseField.fractal(u * 9, v * 9, 2, it.seed()));
            if (Math.abs(d - 0.64 + wobble) > 0.24) {
                return;
            }
            if (it.tint() < 0.6) {
                Solid.set(rgb, 0.85, 0.28 + 0.15 * it.form(), 0.45);
            } else {
                Solid.set(rgb, 0.16, 0.07, 0.03);
            }
            int cu = (int) Math.floor(u * 5.5);
            int cv = (int) Math.floor(v * 5.5);
            double turn = Math.PI * NoiseField.at(cu, cv, it.seed() + 3);
            double du = u * 5.5 - cu - 0.5;
            double dv = v * 5.5 - cv - 0.5;
            double c = StrictMath.cos(turn);
            double s = StrictMath.sin(turn);
            if (Math.abs(du * c + dv * s) < 0.38 && Math.abs(dv * c - du * s) < 0.15) {
                double pick = NoiseField.at(cu, cv, it.seed() + 4);
                Solid.set(
                        rgb,
                        pick < 0.6 ? 0.9 : 0.05,
                        pick > 0.3 ? 0.75 : 0.1,
                        pick > 0.75 ? 0.8 : pick < 0.2 ? 0.7 : 0.05);
            }
        }

        @Override
        public double gloss() {
            return 0.4;
        }
    },
    FISH {
        @Override
        public double height(double u, double v, Individual it) {
            double body = 0.45 * Solid.dome(u - 0.18, v, 0.78, 0.42);
            double tail = u > -0.95
                            && u < -0.4
                            && Math.abs(v)
                                    < 0.08 - 0.85 * (u + 0.42) - 0.35 * Math.max(0, -0.75 - u) * 6 * (1 - Math.abs(v))
                    ? 0.08
                    : 0;
            double fin = v < 0
                            && v > -0.62
                            && u > -0.25
                            && u < 0.45
                            && -v < 0.36 + 0.30 * Math.sqrt(Math.max(0, 1 - sq((u - 0.05) / 0.38)))
                    ? 0.07
                    : 0;
            return Math.max(body, Math.max(tail, fin));
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            boolean body = sq((u - 0.18) / 0.78) + sq(v / 0.42) < 1;
            if (it.tint() < 0.5) {
                Solid.set(rgb, 0.85, 0.26 + 0.15 * it.form(), 0.03);
            } else {
                Solid.set(rgb, 0.12, 0.30 + 0.15 * it.form(), 0.50);
            }
            if (!body) {
                double ray = u < -0.4 ? StrictMath.atan2(v, u + 0.2) * 9 : u * 16;
                Solid.scale(rgb, 0.5 + 0.7 * Math.abs(ray - Math.rint(ray)) * 2);
                return;
            }
            double sv = v * 9;
            int row = (int) Math.floor(sv);
            double su = u * 9 + (row & 1) * 0.5;
            double cu = su - Math.floor(su) - 0.5;
            double cv = sv - row - 0.5;
            double scale = Math.sqrt(sq(cu + 0.35) + cv * cv);
            if (u < 0.55) {
                Solid.scale(rgb, 0.45 + 0.75 * (1 - Solid.step(0.55, 0.8, scale)));
            }
            Solid.blend(rgb, 0.65 * Solid.step(0.0, 0.40, v), 0.85, 0.80, 0.65);
            double gill = Math.abs(Math.sqrt(sq(u - 0.95) + v * v) - 0.42);
            Solid.scale(rgb, 0.4 + 0.6 * Solid.step(0.0, 0.05, gill));
            double eye = Math.sqrt(sq(u - 0.68) + sq(v + 0.08));
            if (eye < 0.10) {
                Solid.set(rgb, 0.9, 0.9, 0.8);
            }
            if (eye < 0.06) {
                Solid.set(rgb, 0.01, 0.01, 0.01);
            }
        }

        @Override
        public double gloss() {
            return 0.4;
        }
    },
    FLOWER {
        @Override
        public double height(double u, double v, Individual it) {
            double d = Math.sqrt(u * u + v * v);
            if (d < 0.27) {
                return 0.2 + 0.25 * Solid.dome(u, v, 0.27, 0.27);
            }
            double swing = Math.abs(StrictMath.cos(StrictMath.atan2(v, u) * petals(it) / 2));
            double reach = 0.25 + 0.7 * Math.sqrt(Math.sqrt(swing) * swing);
            return d < reach ? 0.06 + 0.22 * swing * d * (1.3 - d) : 0;
        }

        private int petals(Individual it) {
            return 7 + 2 * (int) (it.form() * 3);
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double d = Math.sqrt(u * u + v * v);
            if (d < 0.27) {
                double seeds =
                        NoiseField.cell(u * 16 + 40, v * 16 + 40, it.seed()).nearest();
                Solid.set(rgb, 0.80, 0.50, 0.03);
                Solid.scale(rgb, 1.1 - 0.8 * Math.min(1, seeds));
                return;
            }
            double angle = StrictMath.atan2(v, u);
            double swing = Math.abs(StrictMath.cos(angle * petals(it) / 2));
            switch ((int) (it.tint() * 3)) {
                case 0 -> Solid.set(rgb, 0.88, 0.86, 0.82);
                case 1 -> Solid.set(rgb, 0.75, 0.20, 0.50);
                default -> Solid.set(rgb, 0.38, 0.20, 0.70);
            }
            double streak = NoiseField.smooth(angle * 26 + 200, d * 2, it.seed());
            Solid.scale(rgb, (0.72 + 0.35 * streak) * (0.45 + 0.55 * Solid.step(0.05, 0.45, swing)));
        }

        @Override
        public double gloss() {
            return 0;
        }
    },
    LADYBIRD {
        @Override
        public double height(double u, double v, Individual it) {
            double wings = 0.75 * Solid.dome(u, v - 0.12, 0.70, 0.78);
            double head = 0.4 * Solid.dome(u, v + 0.62, 0.38, 0.27);
            double side = Math.abs(u);
            double leg = (v - 0.1) / 0.42;
            boolean legs = side > 0.6
                    && side < 0.93
                    && Math.abs(leg - Math.rint(leg) - (side - 0.6) * 0.5) < 0.11
                    && Math.abs(leg) < 1.6;
            boolean feeler = v < -0.8 && v > -0.98 && Math.abs(side - 0.12 + (v + 0.8) * 0.8) < 0.03;
            return Math.max(Math.max(wings, head), legs || feeler ? 0.06 : 0);
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double side = Math.abs(u);
            Solid.set(rgb, 0.012, 0.011, 0.011);
            if (sq(u / 0.70) + sq((v - 0.12) / 0.78) < 1 && v > -0.42) {
                double[][] spots = {{0, -0.28}, {0.40, -0.12}, {0.30, 0.28}, {0.42, 0.56 - 0.1}, {0.2, 0.66}};
                boolean spot = false;
                for (double[] at : spots) {
                    spot |= sq(side - at[0]) + sq(v - at[1]) < sq(at[1] > 0.4 ? 0.10 : 0.15);
                }
                if (!spot && side > 0.025) {
                    Solid.set(rgb, 0.62 + 0.2 * it.tint(), 0.03 + 0.16 * it.form(), 0.02);
                }
            } else if (sq(side - 0.24) + sq(v + 0.60) < 0.012) {
                Solid.set(rgb, 0.85, 0.85, 0.80);
            }
        }

        @Override
        public double gloss() {
            return 0.6;
        }
    },
    LEAF {
        @Override
        public double height(double u, double v, Individual it) {
            double t = (u + 0.75) / 1.7;
            if (t < 0) {
                return u > -0.98 && Math.abs(v) < 0.035 ? 0.06 : 0;
            }
            if (t > 1) {
                return 0;
            }
            double teeth = t * 13 - Math.floor(t * 13);
            double half = (0.52 + 0.16 * it.form()) * StrictMath.sin(Math.PI * StrictMath.pow(t, 0.75)) - 0.05 * teeth;
            return Math.abs(v) < half ? 0.10 + 0.18 * Math.abs(v) + 0.05 * StrictMath.cos(vein(u, v) * 2 * Math.PI) : 0;
        }

        private double vein(double u, double v) {
            return (u - 0.8 * Math.abs(v)) * 4.6;
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            if (it.tint() < 0.6) {
                Solid.set(rgb, 0.07 + 0.08 * it.form(), 0.30, 0.04);
            } else {
                Solid.set(rgb, 0.62, 0.20 + 0.18 * it.form(), 0.03);
            }
            Solid.scale(rgb, 0.65 + 0.7 * NoiseField.fractal(u * 5, v * 5, 3, it.seed()));
            double vein = vein(u, v);
            double side = 1 - Solid.step(0.06, 0.14, Math.abs(vein - Math.rint(vein)));
            double rib = 1 - Solid.step(0.015, 0.04, Math.abs(v));
            Solid.blend(rgb, 0.6 * Math.max(side, rib), 0.62, 0.66, 0.30);
        }
    },
    MELON {
        @Override
        public double height(double u, double v, Individual it) {
            double down = v + 0.48;
            return down > 0 && u * u + down * down < 0.95 * 0.95 ? 0.16 : 0;
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double down = v + 0.48;
            double d = Math.sqrt(u * u + down * down);
            double flesh = NoiseField.fractal(u * 8, v * 8, 3, it.seed());
            Solid.set(rgb, 0.80, 0.10 + 0.10 * it.form(), 0.10);
            Solid.scale(rgb, 0.75 + 0.4 * flesh);
            Solid.blend(rgb, Solid.step(0.72, 0.80, d), 0.80, 0.85, 0.62);
            Solid.blend(rgb, Solid.step(0.83, 0.86, d), 0.04, 0.22 + 0.1 * it.tint(), 0.04);
            double ring = d < 0.36 ? 0.26 : 0.53;
            int seeds = d < 0.36 ? 5 : 9;
            double turn = StrictMath.atan2(down, u) / Math.PI * seeds;
            double along = (turn - Math.floor(turn) - 0.5) / seeds * Math.PI * d;
            if (sq(along / 0.042) + sq((d - ring) / 0.075) < 1) {
                Solid.set(rgb, 0.02, 0.015, 0.01);
            }
        }
    },
    MUG {
        @Override
        public double height(double u, double v, Individual it) {
            double x = u + 0.2;
            double lip = 0.14 * Math.sqrt(Math.max(0, 1 - sq(x / 0.6)));
            if (Math.abs(x) < 0.6 && v > -0.72 - lip && v < 0.70 + lip) {
                return v < -0.72 + lip ? 0.3 : 0.6 * Math.sqrt(1 - sq(x / 0.6)) + 0.05;
            }
            double d = Math.sqrt(sq((u - 0.42) / 0.9) + sq(v));
            double t = (d - 0.38) / 0.09;
            return u > 0.38 && Math.abs(t) < 1 ? 0.15 * Math.sqrt(1 - t * t) : 0;
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double x = u + 0.2;
            double round = Math.sqrt(Math.max(0, 1 - sq(x / 0.6)));
            double lip = 0.14 * round;
            switch ((int) (it.tint() * 4)) {
                case 0 -> Solid.set(rgb, 0.82, 0.80, 0.75);
                case 1 -> Solid.set(rgb, 0.10, 0.25, 0.50);
                case 2 -> Solid.set(rgb, 0.10, 0.42, 0.38);
                default -> Solid.set(rgb, 0.75, 0.55, 0.15);
            }
            if (Math.abs(x) > 0.6) {
                return;
            }
            if (v < -0.72 + lip) {
                double in = sq(x / 0.52) + sq((v + 0.72) / 0.10);
                if (in < 1) {
                    Solid.set(rgb, 0.10, 0.045, 0.02); // coffee
                }
                return;
            }
            double down = v - lip * 0.9; // bands bend with the cylinder
            double wave = (down - 0.02 - 0.06 * StrictMath.sin(8 * StrictMath.asin(x / 0.6)));
            if (Math.abs(down + 0.42) < 0.05 || Math.abs(down - 0.42) < 0.05 || Math.abs(wave) < 0.09) {
                Solid.set(rgb, 0.55 - 0.4 * rgb[0], 0.12, 0.10 + 0.15 * it.form());
            }
        }

        @Override
        public double gloss() {
            return 0.7;
        }
    },
    MUSHROOM {
        @Override
        public double height(double u, double v, Individual it) {
            double rim = 0.05 - 0.12 * u * u;
            double cap = v < rim ? 0.8 * Solid.dome(u, v - 0.12, 0.95, 0.95) : 0;
            double half = 0.20 + 0.08 * it.form() + 0.10 * Solid.step(0.5, 0.95, v);
            double stem = v > -0.1 && v < 0.92 && Math.abs(u) < half ? 0.35 * Math.sqrt(1 - sq(u / half)) + 0.02 : 0;
            return Math.max(cap, stem);
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            if (v >= 0.05 - 0.12 * u * u) {
                Solid.set(rgb, 0.80, 0.74, 0.60);
                Solid.scale(
                        rgb,
                        (0.6 + 0.5 * NoiseField.fractal(u * 18, v * 3, 3, it.seed()))
                                * (0.4 + 0.6 * Solid.step(0.05, 0.25, v)));
                double ring = Math.abs(v - 0.36 - 0.1 * (1 - sq(u / 0.3)));
                Solid.blend(rgb, 0.6 * (1 - Solid.step(0.02, 0.06, ring)), 0.9, 0.88, 0.8);
                return;
            }
            NoiseField.Cell cell = NoiseField.cell(u * 3.1 + 30, v * 3.6 + 30, it.seed());
            Solid.set(rgb, 0.66 + 0.1 * it.tint(), 0.04 + 0.08 * it.form(), 0.02);
            Solid.blend(
                    rgb,
                    1 - Solid.step(0.24 + 0.1 * cell.number(), 0.30 + 0.1 * cell.number(), cell.nearest()),
                    0.88,
                    0.84,
                    0.74);
        }

        @Override
        public double gloss() {
            return 0.35;
        }
    },
    STARFISH {
        @Override
        public double height(double u, double v, Individual it) {
            double d = Math.sqrt(u * u + v * v);
            double reach = reach(u, v, it);
            return d < reach ? 0.45 * Math.sqrt(1 - d / reach) : 0;
        }

        private double reach(double u, double v, Individual it) {
            double wave = (1 + StrictMath.cos(5 * (StrictMath.atan2(v, u) + Math.PI / 2))) / 2;
            return 0.30 + 0.08 * it.form() + 0.6 * wave * Math.sqrt(wave);
        }

        @Override
        public void color(double u, double v, Individual it, double[] rgb) {
            double d = Math.sqrt(u * u + v * v);
            double wave = StrictMath.cos(5 * (StrictMath.atan2(v, u) + Math.PI / 2));
            Solid.set(rgb, 0.72, 0.20 + 0.16 * it.tint(), 0.06 + 0.10 * it.form());
            NoiseField.Cell cell = NoiseField.cell(u * 9 + 50, v * 9 + 50, it.seed());
            Solid.scale(rgb, 0.55 + 0.5 * Math.min(1, cell.second() - cell.nearest() + 0.3));
            double rib = Solid.step(0.90, 0.99, wave) * Solid.step(0.05, 0.12, d);
            double beads = Math.abs(d * 8 - Math.rint(d * 8));
            Solid.blend(
                    rgb,
                    Math.max(0.7 * (1 - Solid.step(0.18, 0.30, cell.nearest())), rib * Solid.step(0.1, 0.2, beads)),
                    0.88,
                    0.70,
                    0.50);
        }

        @Override
        public double gloss() {
            return 0.05;
        }
    };

    /** The class's name as labels and tables show it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double sq(double x) {
        return x * x;
    }
}
