package org.limn.attribution.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.limn.attribution.Explanation;
import org.limn.attribution.Functions;
import org.limn.attribution.RankedRegions;
import org.limn.attribution.gradient.Gradients;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;
import org.limn.segmentation.Grid;
import org.limn.segmentation.Region;

class XraiTest {
    private static final Xrai FULL = new Xrai(new Gradients(), new Grid(1, 3), false, 1, 1);
    private static final Xrai FAST = new Xrai(new Gradients(), new Grid(1, 3), true, 1, 1);

    private static Region region(int width, int... pixels) {
        boolean[] mask = new boolean[width];
        for (int p : pixels) {
            mask[p] = true;
        }
        return Region.of(1, width, mask);
    }

    private static Tensor64 map(double... values) {
        return Tensor64.of(Shape.of(1, values.length), values);
    }

    @Test
    void theGainIsTheMeanOverPixelsThatNoOtherRegionTook() {
        // first {0,1} with 4; then {1,2} adds only pixel 2, with 0; {3} has 1
        RankedRegions ranked = FULL.rank(map(5, 3, 0, 1), List.of(region(4, 1, 2), region(4, 0, 1), region(4, 3)));
        assertThat(ranked.ranks()).containsExactly(1, 1, 3, 2);
        assertThat(ranked.regions())
                .containsExactly(
                        new RankedRegions.Ranked(1, 2, 4),
                        new RankedRegions.Ranked(2, 1, 1),
                        new RankedRegions.Ranked(0, 1, 0));
        assertThat(ranked.gains().data()).containsExactly(4, 4, 0, 1);
    }

    /** Whole means are 2, 1.5 and 1: the fast form takes the second before the third, though it adds only −1. */
    @Test
    void theFastFormKeepsTheOrderOfWholeMeansAndRanksByWhatWasAdded() {
        List<Region> candidates = List.of(region(4, 0, 1), region(4, 0, 2), region(4, 3));
        RankedRegions ranked = FAST.rank(map(4, 0, -1, 1), candidates);
        assertThat(ranked.regions())
                .extracting(RankedRegions.Ranked::candidate, RankedRegions.Ranked::gain)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0, 2.0),
                        org.assertj.core.groups.Tuple.tuple(2, 1.0),
                        org.assertj.core.groups.Tuple.tuple(1, -1.0));
    }

    @Test
    void ofEqualsTheFirstIsTaken() {
        List<Region> candidates = List.of(region(4, 2, 3), region(4, 0, 1), region(4, 0, 1));
        assertThat(FULL.rank(map(1, 1, 1, 1), candidates).regions())
                .extracting(RankedRegions.Ranked::candidate)
                .containsExactly(0, 1);
    }

    @Test
    void pixelsThatNoRegionTookComeLastWhateverTheirMean() {
        RankedRegions ranked = FULL.rank(map(1, 9, 8), List.of(region(3, 0)));
        assertThat(ranked.ranks()).containsExactly(1, 2, 2);
        assertThat(ranked.regions().get(1)).isEqualTo(new RankedRegions.Ranked(-1, 2, 8.5));
    }

    @Test
    void selectionStopsWhenTheAreaIsExceeded() {
        Xrai quarter = new Xrai(new Gradients(), new Grid(1, 3), false, 0.25, 1);
        List<Region> candidates = List.of(region(4, 0), region(4, 1), region(4, 2), region(4, 3));
        assertThat(quarter.rank(map(4, 3, 2, 1), candidates).regions())
                .extracting(RankedRegions.Ranked::candidate)
                .containsExactly(0, 1, -1);
    }

    /** Against the page's loop, which looks at every pixel of every candidate in every round; many candidates are equal. */
    @Test
    void fullSelectionIsTheDefinitionTiesIncluded() {
        for (int seed = 0; seed < 40; seed++) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            int height = 1 + random.nextInt(20), width = 1 + random.nextInt(20);
            double[] attribution = new double[height * width];
            for (int i = 0; i < attribution.length; i++) {
                attribution[i] = seed % 2 == 0 ? random.nextGaussian() : random.nextInt(3) * 0.1;
            }
            List<Region> candidates = candidates(random, height, width);
            int least = 1 + random.nextInt(4);
            double area = seed % 3 == 0 ? random.nextDouble() : 1;
            RankedRegions found = new Xrai(new Gradients(), new Grid(1, 3), false, area, least)
                    .rank(Tensor64.of(Shape.of(height, width), attribution), candidates);
            assertThat(found.regions())
                    .as("seed %s", seed)
                    .filteredOn(r -> r.candidate() >= 0)
                    .isEqualTo(XraiByDefinition.regions(attribution, candidates, area, least));
        }
    }

    private static List<Region> candidates(RandomGenerator random, int height, int width) {
        List<Region> candidates = new ArrayList<>();
        for (int c = 0; c < 30; c++) {
            int top = random.nextInt(height), left = random.nextInt(width);
            int bottom = top + 1 + random.nextInt(height - top), right = left + 1 + random.nextInt(width - left);
            boolean[] mask = new boolean[height * width];
            for (int y = top; y < bottom; y++) {
                for (int x = left; x < right; x++) {
                    mask[y * width + x] = random.nextInt(8) > 0;
                }
            }
            candidates.add(c % 4 == 3 ? candidates.get(c - 2) : Region.of(height, width, mask));
        }
        return candidates;
    }

    @Test
    void aMapThatIsNotFiniteIsNotRanked() {
        Explanation found =
                FULL.explain(Functions.of(x -> 1, x -> new double[] {Double.NaN, 1, 2}), Functions.row(1, 2, 3), 0);
        assertThat(found.regions()).isEmpty();
        assertThat(found.notes()).anyMatch(n -> n.contains("not finite"));
    }

    @Test
    void anExplanationHoldsRanksAndGains() {
        Explanation found = FULL.explain(Functions.linear(1, 3, 2), Functions.row(1, 1, 1), 0);
        assertThat(found.attribution()).isEqualTo(Tensor.of(Shape.of(1, 3), 1, 3, 2));
        assertThat(found.regions().orElseThrow().ranks()).containsExactly(3, 1, 2);
    }

    @Test
    void regionsOfAnotherImageAreRefused() {
        assertThatThrownBy(() -> FULL.rank(map(1, 2), List.of(region(3, 0)))).hasMessageContaining("1x3");
    }
}
