package org.limn.attribution.perturbation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.limn.autodiff.tensor.Tensor;
import org.limn.segmentation.Grid;
import org.limn.segmentation.smoothing.BilinearGrid;

class ShiftedGridTest {
    @ParameterizedTest
    @CsvSource({"7,7,56,60", "3,5,31,47", "1,4,9,21"})
    void aMaskIsAWindowOfTheGridsBilinearMasksOverOneCellMore(int rows, int columns, int height, int width) {
        Grid grid = new Grid(rows, columns);
        int cellHeight = (height + rows - 1) / rows;
        int cellWidth = (width + columns - 1) / columns;
        ShiftedGrid masks = new ShiftedGrid(grid, height, width, 5);
        boolean[] kept =
                new RandomSampler(1, 0.5, false, false, 3).rows(rows * columns).next();
        Tensor whole = new BilinearGrid()
                .smooth(grid.segment((rows + 1) * cellHeight, (columns + 1) * cellWidth))
                .blend(ShiftedGrid.numbers(kept));
        for (long sample = 0; sample < 4; sample++) {
            float[] mask = new float[height * width];
            masks.write(kept, sample, mask);
            RandomGenerator random = RandomColor.generator(5, sample);
            int top = random.nextInt(cellHeight);
            int left = random.nextInt(cellWidth);
            for (int i = 0; i < mask.length; i++) {
                int at = (top + i / width) * whole.shape().dim(1) + left + i % width;
                assertThat(mask[i]).isCloseTo(whole.data()[at], within(1e-6f));
            }
        }
    }
}
