package org.limn.evaluation.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.limn.autodiff.SettingException;

/**
 * A sequence of scenes without end: scene i is a pure function of these settings and i.
 *
 * <p>Scene i shows a thing of kind {@code i mod 12}, its label, large and mostly visible. Beside it there may be one or two
 * smaller things of other kinds, which may cover up to a third of it; pebbles, paper, twigs and blades of grass are
 * strewn below and above. The light comes from one side and casts shadows; the camera is a little out of focus and noisy,
 * and compresses.
 *
 * @param seed another seed is another sequence
 * @param size width and height in pixels, from 32
 * @param watermark none unless said
 */
public record Scenes(long seed, int size, Optional<Watermark> watermark) {
    /** The share of its label's thing that a scene shows at least. */
    public static final double VISIBLE = 0.6;

    public Scenes {
        if (size < 32 || size > 4096) {
            throw new SettingException("a scene's size is from 32 to 4096 pixels, got " + size);
        }
    }

    public Scenes(long seed) {
        this(seed, 96, Optional.empty());
    }

    /** A thing to be painted, in the order of painting. */
    private record Placed(Solid solid, Solid.Individual it, Canvas.Pose pose) {}

    public Scene scene(long index) {
        if (index < 0) {
            throw new IllegalArgumentException("scenes count from 0, got " + index);
        }
        for (int attempt = 0; ; attempt++) { // one in ten hides its label's thing too well, and is laid out anew
            Dice dice = new Dice(seed, index * 64 + attempt);
            Optional<Scene> scene = attempt(dice, Kind.values()[(int) (index % Kind.values().length)], attempt >= 20);
            if (scene.isPresent()) {
                return scene.get();
            }
        }
    }

    private Optional<Scene> attempt(Dice dice, Kind label, boolean alone) {
        Canvas canvas = new Canvas(size);
        double from = dice.between(0, 2 * Math.PI);
        double low = dice.between(0.45, 0.8); // the sun's height as the sine of its elevation
        double flat = Math.sqrt(1 - low * low);
        Canvas.Light light = new Canvas.Light(StrictMath.cos(from) * flat, StrictMath.sin(from) * flat, low);
        Ground ground = Ground.values()[dice.below(Ground.values().length)];
        canvas.lay(ground, individual(dice), dice.between(-0.5, 0.5), dice.between(0.7, 1.3));

        List<Placed> below = new ArrayList<>();
        List<Placed> above = new ArrayList<>();
        for (int i = dice.below(7); i > 0; i--) {
            Clutter clutter = Clutter.values()[dice.below(Clutter.values().length)];
            boolean over = !alone && dice.chance(0.3) && (clutter == Clutter.TWIG || clutter == Clutter.BLADE);
            boolean lengthy = clutter == Clutter.TWIG || clutter == Clutter.BLADE;
            double radius = size * (lengthy ? dice.between(0.15, 0.4) : dice.between(0.03, 0.10));
            (over ? above : below).add(new Placed(clutter, individual(dice), pose(dice, radius, 0.0, Math.PI)));
        }
        double radius = size * dice.between(0.20, 0.36);
        List<Placed> objects = new ArrayList<>();
        objects.add(new Placed(label, individual(dice), pose(dice, radius, radius * 0.85 / size, 0.6)));
        double more = dice.unit();
        for (int i = more < 0.55 || alone ? 0 : more < 0.88 ? 1 : 2; i > 0; i--) {
            Kind other =
                    Kind.values()[(label.ordinal() + 1 + dice.below(Kind.values().length - 1)) % Kind.values().length];
            double smaller = radius * dice.between(0.40, 0.62);
            objects.add(new Placed(other, individual(dice), pose(dice, smaller, 0.08, 0.6)));
        }

        double darkness = dice.between(0.35, 0.7);
        double soft = size * dice.between(0.008, 0.035);
        for (Placed thing : below) {
            canvas.shade(thing.solid, thing.it, thing.pose, light, darkness, Math.max(0.5, soft / 2));
            canvas.paint(thing.solid, thing.it, thing.pose, light, 0);
        }
        int[] whole = new int[objects.size()];
        for (int i = 0; i < objects.size(); i++) {
            Placed thing = objects.get(i);
            canvas.shade(thing.solid, thing.it, thing.pose, light, darkness, soft);
            canvas.paint(thing.solid, thing.it, thing.pose, light, i + 1);
            whole[i] = count(canvas.owners, i + 1);
        }
        for (Placed thing : above) {
            canvas.shade(thing.solid, thing.it, thing.pose, light, darkness * 0.6, soft);
            canvas.paint(thing.solid, thing.it, thing.pose, light, 0);
        }
        List<Scene.Thing> things = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            int pixels = count(canvas.owners, i + 1);
            things.add(new Scene.Thing(
                    (Kind) objects.get(i).solid, whole[i] == 0 ? 0 : pixels / (double) whole[i], pixels));
        }
        if (things.get(0).visible() < VISIBLE
                || things.stream().anyMatch(thing -> thing.pixels() < size * size / 400)) {
            return Optional.empty();
        }

        double warmth = dice.between(-0.10, 0.12);
        double[] tint = {1 + warmth, 1, 1 - warmth};
        double dapple = dice.chance(0.25) ? dice.between(0.2, 0.55) : 0;
        canvas.illuminate(light, dice.between(0, 0.6), dice.between(0, 0.7), dapple, tint, dice.below(1 << 30));
        canvas.defocus(size / 96.0 * dice.between(0.35, 0.8));
        byte[] rgb = canvas.develop(dice, dice.between(0.8, 1.35), dice.between(0.01, 0.05));
        Optional<boolean[]> mark = Optional.empty();
        boolean left = dice.chance(0.5);
        double lot = dice.unit();
        if (watermark.isPresent()
                && lot
                        < (watermark.get().on() == label
                                ? watermark.get().rate()
                                : watermark.get().elsewhere())) {
            mark = Optional.of(Watermark.stamp(rgb, size, left));
        }
        JpegArtifacts.compress(rgb, size, 60 + dice.below(36));
        return Optional.of(new Scene(size, rgb, canvas.owners, things, mark));
    }

    private static Solid.Individual individual(Dice dice) {
        return new Solid.Individual(dice.unit(), dice.unit(), dice.below(1 << 30));
    }

    /** Somewhere at least {@code margin} of the side from the border, turned either way by at most {@code turn}. */
    private Canvas.Pose pose(Dice dice, double radius, double margin, double turn) {
        return Canvas.Pose.of(
                size * dice.between(margin, 1 - margin),
                size * dice.between(margin, 1 - margin),
                radius,
                dice.between(-turn, turn),
                dice.chance(0.5));
    }

    private static int count(byte[] owners, int owner) {
        int count = 0;
        for (byte of : owners) {
            count += of == owner ? 1 : 0;
        }
        return count;
    }
}
