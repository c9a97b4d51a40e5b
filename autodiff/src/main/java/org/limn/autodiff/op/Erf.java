package org.limn.autodiff.op;

/**
 * The error function {@code y = 2/√π ∫₀ˣ e^(−t²) dt}, to 1e-15: for small x by a series without cancellation, for large x by
 * the continued fraction of its complement (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6 and 7.1.14).
 */
public record Erf() implements Unary {
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    @Override
    public double apply(double x) {
        double a = Math.abs(x);
        return a < 2.5 ? series(x) : a < 6.5 ? Math.signum(x) * (1 - complement(a)) : Math.signum(x);
    }

    /** e^(−x²)·2/√π·Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)), whose terms are all of one sign (7.1.6). */
    private static double series(double x) {
        double term = x, sum = x;
        for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
    }

    private static double complement(double x) {
        double fraction = x;
        for (int n = 60; n > 0; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }

    @Override
    public Value derivative(Emitter emit, Value x, Value y, Value g) {
        Value bell = emit.emit(new Exp(), emit.scale(emit.mul(x, x), -1));
        return emit.mul(g, emit.scale(bell, TWO_OVER_ROOT_PI));
    }
}
