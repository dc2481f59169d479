/*
 * The loops that Drift is measured against: the same jobs as a C programmer writes them by hand in an afternoon.
 * Structures of arrays, libc's rand(), libm, one step after the other, one thread; no intrinsics, no blocking.
 *
 *   loops normal|uniform|kh-grid|em|m1|rk4|chain|rk45 [particles [steps]]
 *
 *   normal    diffusion with Kh = 100 m2 s-1, normal increments by Box-Muller, on the sphere
 *   uniform   the same with uniform increments of variance factor r = 1/3, as BrownianMotion2D of Parcels has it
 *   kh-grid   normal increments with Kh read from a 401 x 401 grid, bilinear
 *   em        normal increments and the drift of a Kh that varies, by Euler and Maruyama, on the same grid; the gradient is
 *             that of the bilinear interpolation
 *   m1        the same by Milstein's scheme
 *   rk4       Runge-Kutta 4 in a flow of 800 x 600 points and 10 snapshots, bilinear in space, linear in time,
 *             flat mesh, particles in random order
 *   chain     the same flow, diffusion with Kh = 10 m2 s-1 by normal increments, ageing, and edges that are periodic
 *             both ways
 *
 *   rk45      the flow of rk4 with the scheme of Dormand and Prince: every particle divides dt = 1 h in its own way, so that
 *             the error of a sub-step is below 1 m
 *
 * Prints one line: key=value pairs with the version of the C library, wall and CPU time, the rate in particle-steps per
 * second of wall time, a checksum (the sum of all positions, the same at every run on one C library) and, for what only
 * diffuses, the spread over its expected value.
 */
#include <gnu/libc-version.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define METRES_PER_DEGREE (1852.0 * 60.0)
#define RADIANS (3.14159265358979323846 / 180.0)
#define TWO_PI (2.0 * 3.14159265358979323846)

typedef struct {
    int count;
    double *lon, *lat, *age;
} Particles;

static void *allocate(size_t bytes)
{
    void *memory = malloc(bytes);
    if (memory == NULL) {
        fprintf(stderr, "loops: out of memory (%zu bytes)\n", bytes);
        exit(1);
    }
    return memory;
}

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* In [0, 1]. */
static double uniform(void)
{
    return (double)rand() / RAND_MAX;
}

/* In (0, 1): its logarithm is finite. */
static double open_uniform(void)
{
    return ((double)rand() + 1.0) / ((double)RAND_MAX + 2.0);
}

/* ---- Brownian motion ------------------------------------------------------------------------------------------- */

static void step_normal(Particles *p, double kh, double dt)
{
    double sigma = sqrt(2.0 * kh * dt);
    for (int i = 0; i < p->count; i++) {
        double radius = sqrt(-2.0 * log(open_uniform()));
        double angle = TWO_PI * uniform();
        double dx = radius * cos(angle) * sigma;
        double dy = radius * sin(angle) * sigma;
        p->lon[i] += dx / (METRES_PER_DEGREE * cos(p->lat[i] * RADIANS));
        p->lat[i] += dy / METRES_PER_DEGREE;
    }
}

static void step_uniform(Particles *p, double kh, double dt)
{
    const double r = 1.0 / 3.0;
    double width = sqrt(2.0 * kh * dt / r);
    for (int i = 0; i < p->count; i++) {
        double dx = (2.0 * uniform() - 1.0) * width;
        double dy = (2.0 * uniform() - 1.0) * width;
        p->lon[i] += dx / (METRES_PER_DEGREE * cos(p->lat[i] * RADIANS));
        p->lat[i] += dy / METRES_PER_DEGREE;
    }
}

/* Diffusivity on a regular grid of degrees, from -20 to 20 both ways. */
enum { KH_POINTS = 401 };
#define KH_FIRST (-20.0)
#define KH_SPACING 0.1

typedef struct {
    float zonal[KH_POINTS][KH_POINTS], meridional[KH_POINTS][KH_POINTS];
} Diffusivity;

static Diffusivity *make_diffusivity(void)
{
    Diffusivity *kh = allocate(sizeof *kh);
    for (int j = 0; j < KH_POINTS; j++) {
        for (int i = 0; i < KH_POINTS; i++) {
            kh->zonal[j][i] = (float)(100.0 + 20.0 * sin(0.05 * i) * cos(0.03 * j));
            kh->meridional[j][i] = (float)(100.0 + 20.0 * cos(0.04 * i) * sin(0.06 * j));
        }
    }
    return kh;
}

static double bilinear(float (*f)[KH_POINTS], int i, int j, double x, double y)
{
    return (1.0 - y) * ((1.0 - x) * f[j][i] + x * f[j][i + 1]) + y * ((1.0 - x) * f[j + 1][i] + x * f[j + 1][i + 1]);
}

static void step_kh_grid(Particles *p, Diffusivity *kh, double dt)
{
    for (int n = 0; n < p->count; n++) {
        double x = (p->lon[n] - KH_FIRST) / KH_SPACING;
        double y = (p->lat[n] - KH_FIRST) / KH_SPACING;
        int i = (int)floor(x), j = (int)floor(y);
        if (i < 0 || j < 0 || i >= KH_POINTS - 1 || j >= KH_POINTS - 1)
            continue;
        x -= i;
        y -= j;
        double radius = sqrt(-2.0 * log(open_uniform()));
        double angle = TWO_PI * uniform();
        double dx = radius * cos(angle) * sqrt(2.0 * bilinear(kh->zonal, i, j, x, y) * dt);
        double dy = radius * sin(angle) * sqrt(2.0 * bilinear(kh->meridional, i, j, x, y) * dt);
        p->lon[n] += dx / (METRES_PER_DEGREE * cos(p->lat[n] * RADIANS));
        p->lat[n] += dy / METRES_PER_DEGREE;
    }
}

/* Value and gradient in cells. */
static double bilinear_slopes(float (*f)[KH_POINTS], int i, int j, double x, double y, double *fx, double *fy)
{
    double west = f[j][i] + y * (f[j + 1][i] - f[j][i]), east = f[j][i + 1] + y * (f[j + 1][i + 1] - f[j][i + 1]);
    double south = f[j][i] + x * (f[j][i + 1] - f[j][i]), north = f[j + 1][i] + x * (f[j + 1][i + 1] - f[j + 1][i]);
    *fx = east - west;
    *fy = north - south;
    return west + x * (east - west);
}

static void step_varying(Particles *p, Diffusivity *kh, double dt, int milstein)
{
    const double radius_of_earth = METRES_PER_DEGREE * 180.0 / 3.14159265358979323846;
    for (int n = 0; n < p->count; n++) {
        double x = (p->lon[n] - KH_FIRST) / KH_SPACING;
        double y = (p->lat[n] - KH_FIRST) / KH_SPACING;
        int i = (int)floor(x), j = (int)floor(y);
        if (i < 0 || j < 0 || i >= KH_POINTS - 1 || j >= KH_POINTS - 1)
            continue;
        x -= i;
        y -= j;
        double zonal_x, meridional_y, unused;
        double zonal = bilinear_slopes(kh->zonal, i, j, x, y, &zonal_x, &unused);
        double meridional = bilinear_slopes(kh->meridional, i, j, x, y, &unused, &meridional_y);
        double cosine = cos(p->lat[n] * RADIANS), sine = sin(p->lat[n] * RADIANS);
        double slope_x = zonal_x / (KH_SPACING * METRES_PER_DEGREE * cosine), slope_y = meridional_y / (KH_SPACING * METRES_PER_DEGREE);
        double radius = sqrt(-2.0 * log(open_uniform()));
        double angle = TWO_PI * uniform();
        double wx = radius * cos(angle), wy = radius * sin(angle);
        double dx = sqrt(2.0 * zonal * dt) * wx + (milstein ? 0.5 * slope_x * dt * (wx * wx + 1.0) : slope_x * dt);
        double dy = sqrt(2.0 * meridional * dt) * wy + (milstein ? 0.5 * slope_y * dt * (wy * wy + 1.0) : slope_y * dt);
        dy -= meridional * dt * sine / (cosine * radius_of_earth);
        p->lon[n] += dx / (METRES_PER_DEGREE * cosine);
        p->lat[n] += dy / METRES_PER_DEGREE;
    }
}

/* ---- Advection ------------------------------------------------------------------------------------------------- */

enum { NX = 800, NY = 600, SNAPSHOTS = 10 };
#define SPACING 1000.0
#define BETWEEN_SNAPSHOTS (6.0 * 3600.0)

typedef struct {
    float u[SNAPSHOTS][NY][NX], v[SNAPSHOTS][NY][NX];
} Flow;

/* A basin of eddies that pulse: no flow through its walls, so that no particle leaves. */
static Flow *make_flow(void)
{
    const double kx = TWO_PI / 2.0 / ((NX - 1) * SPACING), ky = TWO_PI / 2.0 / ((NY - 1) * SPACING);
    Flow *flow = allocate(sizeof *flow);
    for (int k = 0; k < SNAPSHOTS; k++) {
        double strength = 1.0 + 0.3 * sin(0.7 * k);
        for (int j = 0; j < NY; j++) {
            for (int i = 0; i < NX; i++) {
                double x = i * SPACING, y = j * SPACING;
                flow->u[k][j][i] = (float)(-strength * sin(8.0 * kx * x) * cos(6.0 * ky * y));
                flow->v[k][j][i] = (float)(strength * cos(8.0 * kx * x) * sin(6.0 * ky * y));
            }
        }
    }
    return flow;
}

/* Velocity at a point and a time; 0 if it is outside, and then u and v are left alone. */
static int sample(const Flow *flow, double time, double lon, double lat, double *u, double *v)
{
    double s = time / BETWEEN_SNAPSHOTS, x = lon / SPACING, y = lat / SPACING;
    int k = (int)floor(s), i = (int)floor(x), j = (int)floor(y);
    if (k == SNAPSHOTS - 1 && s == k)
        k--;
    if (i < 0 || j < 0 || k < 0 || i >= NX - 1 || j >= NY - 1 || k >= SNAPSHOTS - 1)
        return 0;
    s -= k;
    x -= i;
    y -= j;
    double w00 = (1.0 - x) * (1.0 - y), w10 = x * (1.0 - y), w01 = (1.0 - x) * y, w11 = x * y;
    double u0 = w00 * flow->u[k][j][i] + w10 * flow->u[k][j][i + 1] + w01 * flow->u[k][j + 1][i] + w11 * flow->u[k][j + 1][i + 1];
    double v0 = w00 * flow->v[k][j][i] + w10 * flow->v[k][j][i + 1] + w01 * flow->v[k][j + 1][i] + w11 * flow->v[k][j + 1][i + 1];
    k++;
    double u1 = w00 * flow->u[k][j][i] + w10 * flow->u[k][j][i + 1] + w01 * flow->u[k][j + 1][i] + w11 * flow->u[k][j + 1][i + 1];
    double v1 = w00 * flow->v[k][j][i] + w10 * flow->v[k][j][i + 1] + w01 * flow->v[k][j + 1][i] + w11 * flow->v[k][j + 1][i + 1];
    *u = (1.0 - s) * u0 + s * u1;
    *v = (1.0 - s) * v0 + s * v1;
    return 1;
}

static void step_rk4(Particles *p, const Flow *flow, double time, double dt)
{
    for (int n = 0; n < p->count; n++) {
        double x = p->lon[n], y = p->lat[n];
        double u1, v1, u2, v2, u3, v3, u4, v4;
        if (!sample(flow, time, x, y, &u1, &v1) ||
            !sample(flow, time + 0.5 * dt, x + 0.5 * dt * u1, y + 0.5 * dt * v1, &u2, &v2) ||
            !sample(flow, time + 0.5 * dt, x + 0.5 * dt * u2, y + 0.5 * dt * v2, &u3, &v3) ||
            !sample(flow, time + dt, x + dt * u3, y + dt * v3, &u4, &v4))
            continue;
        p->lon[n] = x + dt / 6.0 * (u1 + 2.0 * u2 + 2.0 * u3 + u4);
        p->lat[n] = y + dt / 6.0 * (v1 + 2.0 * v2 + 2.0 * v3 + v4);
    }
}

/* Dormand and Prince (1980); the next length is kept from one dt to the next in age. */
static void step_rk45(Particles *p, const Flow *flow, double time, double dt)
{
    static const double a[7][6] = { { 0 },
        { 1.0 / 5 },
        { 3.0 / 40, 9.0 / 40 },
        { 44.0 / 45, -56.0 / 15, 32.0 / 9 },
        { 19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729 },
        { 9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656 },
        { 35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84 } };
    static const double c[7] = { 0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1 };
    static const double e[7] = { 71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40 };
    const double tolerance = 1.0, shortest = 1.0;
    for (int n = 0; n < p->count; n++) {
        double x = p->lon[n], y = p->lat[n], gone = 0.0, proposed = p->age[n] > 0.0 ? p->age[n] : dt, u[7], v[7];
        double length = fmin(proposed, dt);
        int inside = sample(flow, time, x, y, &u[0], &v[0]);
        while (inside && gone < dt) {
            double xs = x, ys = y;
            for (int stage = 1; stage < 7; stage++) {
                double su = 0.0, sv = 0.0;
                for (int k = 0; k < stage; k++) {
                    su += a[stage][k] * u[k];
                    sv += a[stage][k] * v[k];
                }
                xs = x + length * su;
                ys = y + length * sv;
                inside = inside && sample(flow, time + gone + c[stage] * length, xs, ys, &u[stage], &v[stage]);
            }
            double eu = 0.0, ev = 0.0;
            for (int k = 0; k < 7; k++) {
                eu += e[k] * u[k];
                ev += e[k] * v[k];
            }
            double error = length * sqrt(eu * eu + ev * ev);
            double factor = error > 0.0 ? fmin(fmax(0.9 * pow(tolerance / error, 0.2), 0.2), 5.0) : 5.0;
            int taken = error <= tolerance || length <= shortest, last = gone + length >= dt;
            double next = length * factor;
            if (taken && last)
                next = fmax(next, proposed);
            proposed = fmin(fmax(next, shortest), dt);
            if (taken) {
                x = xs;
                y = ys;
                gone = last ? dt : gone + length;
                u[0] = u[6];
                v[0] = v[6];
            }
            length = fmin(proposed, dt - gone);
        }
        if (inside) {
            p->lon[n] = x;
            p->lat[n] = y;
            p->age[n] = proposed;
        }
    }
}

/* ---- Everything at once ---------------------------------------------------------------------------------------- */

static double wrap(double x, double length)
{
    return x < 0.0 ? x + length : x >= length ? x - length : x;
}

/* A pass for each kernel and one for the edges. One loop for all is no faster. */
static void step_chain(Particles *p, const Flow *flow, double time, double kh, double dt)
{
    double sigma = sqrt(2.0 * kh * dt);
    step_rk4(p, flow, time, dt);
    for (int n = 0; n < p->count; n++) {
        double radius = sqrt(-2.0 * log(open_uniform()));
        double angle = TWO_PI * uniform();
        p->lon[n] += radius * cos(angle) * sigma;
        p->lat[n] += radius * sin(angle) * sigma;
    }
    for (int n = 0; n < p->count; n++)
        p->age[n] += dt;
    for (int n = 0; n < p->count; n++) {
        p->lon[n] = wrap(p->lon[n], (NX - 1) * SPACING);
        p->lat[n] = wrap(p->lat[n], (NY - 1) * SPACING);
    }
}

/* ---- One run --------------------------------------------------------------------------------------------------- */

typedef enum { NORMAL, UNIFORM, KH_GRID, EM, M1, RK4, CHAIN, RK45, MODES } Mode;

static const char *const mode_names[MODES] = { "normal", "uniform", "kh-grid", "em", "m1", "rk4", "chain", "rk45" };

int main(int count, char **words)
{
    Mode mode = NORMAL;
    while (mode < MODES && (count < 2 || strcmp(words[1], mode_names[mode]) != 0))
        mode++;
    if (mode == MODES) {
        fprintf(stderr, "usage: loops normal|uniform|kh-grid|em|m1|rk4|chain|rk45 [particles [steps]]\n");
        return 2;
    }
    int flows = mode >= RK4;
    const double kh = flows ? 10.0 : 100.0, dt = flows && mode != RK45 ? 300.0 : 3600.0;
    const double margin = mode == RK4 || mode == RK45 ? 0.05 : 0.0; /* where there are no edges, none is reached */
    Particles p = { count > 2 ? atoi(words[2]) : 100000, NULL, NULL, NULL };
    int steps = count > 3 ? atoi(words[3]) : mode == RK45 ? 12 : flows ? 60 : 240;
    if (p.count < 1 || steps < 1 || (flows && steps * dt > (SNAPSHOTS - 1) * BETWEEN_SNAPSHOTS)) {
        fprintf(stderr, "loops: particles and steps are at least 1, and there is flow for %d steps\n",
                (int)((SNAPSHOTS - 1) * BETWEEN_SNAPSHOTS / dt));
        return 2;
    }

    srand(12345);
    p.lon = allocate(sizeof(double) * (size_t)p.count);
    p.lat = allocate(sizeof(double) * (size_t)p.count);
    p.age = allocate(sizeof(double) * (size_t)p.count);
    for (int i = 0; i < p.count; i++) {
        p.lon[i] = flows ? (margin + (1.0 - 2.0 * margin) * uniform()) * (NX - 1) * SPACING : 0.0;
        p.lat[i] = flows ? (margin + (1.0 - 2.0 * margin) * uniform()) * (NY - 1) * SPACING : 0.0;
        p.age[i] = 0.0;
    }
    Diffusivity *grid = mode == KH_GRID || mode == EM || mode == M1 ? make_diffusivity() : NULL;
    Flow *flow = flows ? make_flow() : NULL;

    double start = seconds(CLOCK_MONOTONIC), cpu_start = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (int step = 0; step < steps; step++) {
        switch (mode) {
        case UNIFORM: step_uniform(&p, kh, dt); break;
        case KH_GRID: step_kh_grid(&p, grid, dt); break;
        case EM: step_varying(&p, grid, dt, 0); break;
        case M1: step_varying(&p, grid, dt, 1); break;
        case RK45: step_rk45(&p, flow, step * dt, dt); break;
        case RK4: step_rk4(&p, flow, step * dt, dt); break;
        case CHAIN: step_chain(&p, flow, step * dt, kh, dt); break;
        default: step_normal(&p, kh, dt);
        }
    }
    double taken = seconds(CLOCK_MONOTONIC) - start, cpu_taken = seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_start;

    double sum = 0.0, squares = 0.0;
    for (int i = 0; i < p.count; i++) {
        sum += p.lon[i] + p.lat[i] + p.age[i];
        squares += p.lon[i] * p.lon[i] + p.lat[i] * p.lat[i];
    }
    printf("mode=%s libc=%s particles=%d steps=%d seconds=%.6f cpu=%.6f rate=%.6e checksum=%.17g", mode_names[mode], gnu_get_libc_version(),
           p.count, steps, taken, cpu_taken, (double)p.count * steps / taken, sum);
    if (!flows)
        printf(" spread=%.4f", sqrt(squares / (2.0 * p.count)) * METRES_PER_DEGREE / sqrt(2.0 * kh * dt * steps));
    printf("\n");
    free(p.lon);
    free(p.lat);
    free(p.age);
    free(grid);
    free(flow);
    return 0;
}
