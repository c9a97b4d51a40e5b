package org.limn.autodiff.device.cpu.gemm;

import org.limn.autodiff.device.cpu.kernel.Kernel;

/** One thread's share of a {@link PatchProduct}. */
final class PatchThread {
    private final PatchProduct product;
    private final Kernel.Places places;
    private final float[] local, filters;
    private final int filtersAt, step, sums, results, finished;
    private final int[] source, target;
    private PatchRows rows = PatchRows.NONE;
    private int vectors;

    PatchThread(PatchProduct product, Kernel.Places places, float[] local) {
        this.product = product;
        this.places = places;
        this.local = local;
        filters = product.filters().array(places);
        filtersAt = product.filters().start(places);
        step = Panels.padded(product.rows(), product.set().rows()) * product.k();
        sums = WinogradFilters.NUMBERS * product.patchStep();
        results = sums + WinogradFilters.NUMBERS * product.sumStep();
        finished = results + 8 * product.stride();
        source = new int[product.set().width()];
        target = new int[product.set().width()];
    }

    /** Transforms the image under the patches of one tile. */
    void load(int tile) {
        PatchProduct.Patches patches = product.patches();
        int width = product.set().width(), lanes = product.set().lanes();
        int first = tile * width, count = Math.min(width, patches.pixels().count() - first);
        vectors = Axis.ceilDiv(count, lanes);
        rows = PatchRows.of(patches.pixels(), product.extent(), first, count);
        PatchTransform.run(
                patches.source().array(places),
                patches.source().start(places),
                patches.phase(),
                patches.pixels().rowStride(),
                patches.channel(),
                product.k(),
                source,
                target,
                patches.pixels().copies(first, count, lanes, source, target),
                local,
                vectors * lanes,
                product.patchStep());
    }

    /** Computes these rows of the loaded patches. */
    void multiply(int from, int to) {
        int panelRows = product.set().rows(), some = PatchProduct.PANELS * panelRows;
        for (int row = from; row < to; row += some) {
            int end = Math.min(to, row + some);
            for (int n = 0; n < WinogradFilters.NUMBERS; n++) {
                for (int panel = row; panel < end; panel += panelRows) {
                    multiply(n, panel, sums + n * product.sumStep() + (panel - row) * product.stride());
                }
            }
            for (int r = row; r < end; r++) {
                finish(r, sums + (r - row) * product.stride());
            }
        }
    }

    private void multiply(int number, int row, int to) {
        int k = product.k(), left = filtersAt + number * step + row * k;
        product.set().tile().multiply(vectors, filters, left, local, number * product.patchStep(), k, local, to);
    }

    private void finish(int row, int from) {
        int stride = product.stride(), length = vectors * product.set().lanes();
        SumTransform.run(local, from, product.sumStep(), length, results, stride);
        rows.interleave(product.set().loops(), local, results, stride, finished);
        rows.finish(product.epilogue(), places, row, local, finished);
    }
}
