package org.limn.evaluation.occlusion;

import java.util.Arrays;
import java.util.Optional;
import org.limn.evaluation.Order;
import org.limn.evaluation.Subject;
import org.limn.segmentation.Segmentation;
import org.limn.segmentation.Segmenter;
import org.limn.segmentation.Slic;

/** What is removed from an image at a time, and in which order a map has it. */
public sealed interface Parts {
    /**
     * The parts of an image by a map.
     *
     * @param map row-major
     */
    Ordered of(Subject subject, double[] map);

    /** The order of parts. */
    final class Ordered {
        private final int[] ascending;
        private final int[] partOf;
        private final Optional<Segmentation> segments;

        private Ordered(int[] ascending, int[] partOf, Optional<Segmentation> segments) {
            this.ascending = ascending;
            this.partOf = partOf;
            this.segments = segments;
        }

        /** The parts from the least important to the most. */
        int[] ascending() {
            return ascending;
        }

        /** Which part each pixel belongs to. */
        int[] partOf() {
            return partOf;
        }

        /** The parts as segments, where they are more than pixels: a perturber may ask which pixels belong together. */
        Optional<Segmentation> segments() {
            return segments;
        }
    }

    /** Each pixel by itself. */
    record Pixels() implements Parts {
        @Override
        public Ordered of(Subject subject, double[] map) {
            int[] each = new int[map.length];
            Arrays.setAll(each, i -> i);
            return new Ordered(Order.ascending(map), each, Optional.empty());
        }
    }

    /**
     * Whole segments, in the order of the map's mean over each; equal ones by number.
     *
     * @param segmenter whose segments they are; the image is divided once for all its maps
     */
    record Segments(Segmenter segmenter) implements Parts {
        public Segments() {
            this(new Slic());
        }

        private record Divided(Segmenter segmenter) implements Subject.Key<Segmentation> {}

        @Override
        public Ordered of(Subject subject, double[] map) {
            Segmentation segments = subject.shared(new Divided(segmenter), () -> segmenter.segment(subject.image()));
            double[] means = new double[segments.regions()];
            for (int i = 0; i < map.length; i++) {
                means[segments.labels()[i]] += map[i];
            }
            int[] areas = segments.areas();
            Arrays.setAll(means, s -> means[s] / areas[s]);
            return new Ordered(Order.ascending(means), segments.labels(), Optional.of(segments));
        }
    }
}
