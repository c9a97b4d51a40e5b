package org.limn.evaluation.scenes;

/** What things lie on. Places are in units of the picture's side, so that a larger picture shows the same, finer. */
enum Ground {
    SAND {
        @Override
        void color(double x, double y, Solid.Individual it, double[] rgb) {
            double drift = NoiseField.fractal(x * 3, y * 3, 3, it.seed());
            double ripple = StrictMath.sin((y * 9 + 2.5 * drift + x * 2 * it.form()) * 2 * Math.PI);
            double grain = NoiseField.smooth(x * 90, y * 90, it.seed() + 5);
            Solid.set(rgb, 0.55, 0.42 + 0.05 * it.tint(), 0.26 + 0.08 * it.tint());
            Solid.scale(rgb, 0.72 + 0.25 * drift + 0.10 * ripple + 0.28 * (grain - 0.3));
        }
    },
    GRASS {
        @Override
        void color(double x, double y, Solid.Individual it, double[] rgb) {
            double best = 0;
            for (int layer = 0; layer < 3; layer++) { // blades in three directions, the brightest on top
                double turn =
                        1.1 + 0.5 * (layer - 1) + 0.6 * (NoiseField.smooth(x * 4, y * 4, it.seed() + layer) - 0.5);
                double along = x * StrictMath.cos(turn) + y * StrictMath.sin(turn);
                double across = y * StrictMath.cos(turn) - x * StrictMath.sin(turn);
                best = Math.max(best, NoiseField.smooth(across * 55, along * 8 + 3 * layer, it.seed() + 10 + layer));
            }
            double patch = NoiseField.fractal(x * 3, y * 3, 3, it.seed() + 4);
            Solid.set(rgb, 0.13 + 0.13 * patch, 0.26 + 0.06 * it.tint(), 0.05);
            Solid.scale(rgb, 0.15 + 1.25 * best * best * (0.6 + 0.6 * patch));
        }
    },
    BOARDS {
        @Override
        void color(double x, double y, Solid.Individual it, double[] rgb) {
            double row = y * (3 + 2 * it.form());
            int board = (int) Math.floor(row);
            double cut = x + NoiseField.at(board, 1, it.seed());
            int piece = board * 31 + (int) Math.floor(cut);
            double grain = NoiseField.fractal(x * 4 + piece * 7, y * 45, 4, it.seed() + piece);
            double rings =
                    StrictMath.sin(2 * Math.PI * (y * 22 + 4 * NoiseField.smooth(x * 2, y * 5, it.seed() + piece)));
            Solid.set(rgb, 0.40, 0.25 + 0.05 * it.tint(), 0.13 + 0.07 * it.tint());
            Solid.scale(rgb, (0.50 + 0.75 * grain + 0.07 * rings) * (0.75 + 0.4 * NoiseField.at(piece, 2, it.seed())));
            double gap = Math.min(row - board, board + 1 - row) / 3;
            double end = Math.min(cut - Math.floor(cut), Math.ceil(cut) - cut);
            Solid.scale(rgb, 0.25 + 0.75 * Solid.step(0.003, 0.012, Math.min(gap, end)));
        }
    },
    COBBLES {
        @Override
        void color(double x, double y, Solid.Individual it, double[] rgb) {
            NoiseField.Cell cell = NoiseField.cell(x * 6 + 50, y * 6 + 50, it.seed());
            double stone = Solid.step(0.04, 0.22, cell.second() - cell.nearest());
            double rough = NoiseField.fractal(x * 25, y * 25, 3, it.seed() + 9);
            Solid.set(rgb, 0.30, 0.28 + 0.03 * it.tint(), 0.25 + 0.08 * it.tint());
            Solid.scale(rgb, (0.55 + 0.7 * rough) * (0.7 + 0.6 * cell.number()) * (0.25 + 0.75 * stone));
        }
    },
    CLOTH {
        @Override
        void color(double x, double y, Solid.Individual it, double[] rgb) {
            double fold = NoiseField.fractal(x * 2.2, y * 2.2, 2, it.seed());
            double wx = x + 0.05 * fold;
            double wy = y + 0.05 * NoiseField.smooth(x * 2, y * 2, it.seed() + 3);
            double weave = StrictMath.sin(wx * 260) * StrictMath.sin(wy * 260);
            int across = Math.floorMod((int) Math.floor(wx * 8), 2);
            int down = Math.floorMod((int) Math.floor(wy * 8), 2);
            Solid.set(rgb, 0.75, 0.73, 0.68);
            double dye = it.form() < 0.5 ? (across + down) / 2.0 : down;
            Solid.blend(
                    rgb,
                    0.85 * dye,
                    0.05 + 0.35 * NoiseField.at(1, 1, it.seed()),
                    0.08 + 0.25 * NoiseField.at(1, 2, it.seed()),
                    0.10 + 0.40 * NoiseField.at(1, 3, it.seed()));
            Solid.scale(rgb, 0.45 + 0.75 * fold + 0.10 * weave);
        }
    },
    GRAVEL {
        @Override
        void color(double x, double y, Solid.Individual it, double[] rgb) {
            NoiseField.Cell cell = NoiseField.cell(x * 17 + 50, y * 17 + 50, it.seed());
            double tone = cell.number();
            Solid.set(rgb, 0.22 + 0.32 * tone, 0.21 + 0.28 * tone, 0.17 + 0.12 * it.tint() + 0.2 * tone);
            Solid.scale(rgb, 1.15 - 1.0 * Math.min(1, cell.nearest() * cell.nearest() * 2));
            Solid.scale(rgb, 0.8 + 0.4 * NoiseField.smooth(x * 60, y * 60, it.seed() + 4));
        }
    },
    CONCRETE {
        @Override
        void color(double x, double y, Solid.Individual it, double[] rgb) {
            double stain = NoiseField.fractal(x * 2.5, y * 2.5, 4, it.seed());
            double pore = NoiseField.smooth(x * 70, y * 70, it.seed() + 7);
            Solid.set(rgb, 0.40, 0.39, 0.35 + 0.04 * it.tint());
            Solid.scale(rgb, 0.45 + 0.9 * stain + 0.16 * (pore - 0.5));
            double crack = Math.abs(NoiseField.fractal(x * 2 + 8, y * 2, 4, it.seed() + 3) - 0.5);
            Solid.scale(rgb, 0.45 + 0.55 * Solid.step(0.001, 0.010, crack + (it.form() < 0.5 ? 1 : 0)));
        }
    },
    MOSS {
        @Override
        void color(double x, double y, Solid.Individual it, double[] rgb) {
            double tuft = NoiseField.fractal(x * 16, y * 16, 4, it.seed());
            double earth = NoiseField.fractal(x * 4, y * 4, 3, it.seed() + 2);
            Solid.set(rgb, 0.12, 0.22, 0.04);
            Solid.blend(rgb, Solid.step(0.45, 0.62, earth), 0.20, 0.13, 0.08);
            Solid.scale(rgb, 0.2 + 1.9 * tuft * tuft + 0.2 * it.tint());
        }
    };

    abstract void color(double x, double y, Solid.Individual it, double[] rgb);
}
