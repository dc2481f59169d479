# Draws docs/images/picture.png from two outputs (Debian: python3-matplotlib, python3-xarray, python3-h5netcdf):
#   drift run examples/agulhas.yaml --set 'particles={count: 2000, box: {lon: [17.5, 31.5], lat: [-40.5, -31.5]}}' \
#     --set output.every=1h --output currents.h5
#   drift run examples/brownian.yaml --output brownian.h5
#   python3 docs/images/picture.py currents.h5 brownian.h5 docs/images/picture.png
import io
import sys

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import xarray as xr
from matplotlib.collections import LineCollection
from PIL import Image

currents, brownian = (xr.open_dataset(name) for name in sys.argv[1:3])
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), gridspec_kw={"width_ratios": [1.45, 1]}, constrained_layout=True)

# Trajectories as pieces of one hour, coloured by speed. On land nothing moves: those are left out.
lon, lat = currents.lon.values, currents.lat.values
east = np.diff(lon, axis=0) * np.cos(np.radians(lat[:-1])) * 111.12e3 / 3600
north = np.diff(lat, axis=0) * 111.12e3 / 3600
speed = np.hypot(east, north)
pieces = np.stack([np.stack([lon[:-1], lat[:-1]], -1), np.stack([lon[1:], lat[1:]], -1)], -2)
moving = speed > 0.005
order = np.argsort(speed[moving])
lines = LineCollection(pieces[moving][order], cmap="viridis", linewidths=0.6)
lines.set_array(speed[moving][order])
lines.set_clim(0, 1.6)
left.add_collection(lines)
left.set(xlim=(17.3, 31.7), ylim=(-40.2, -31.5), xlabel="longitude (°E)", ylabel="latitude (°N)", aspect=1 / np.cos(np.radians(36)))
left.set_title("six days of surface currents, from observations", fontsize=10)
figure.colorbar(lines, ax=left, label="speed (m/s)", shrink=0.8)

x, y = brownian.lon.values, brownian.lat.values
right.scatter(x[-1], y[-1], s=3, color="#3b528b", linewidths=0)
right.plot(x[:, :6], y[:, :6], color="#e05050", linewidth=0.9)
right.set(xlabel="longitude (°E)", ylabel="latitude (°N)", aspect=1, xlim=(-0.13, 0.13), ylim=(-0.13, 0.13))
right.set_title("3000 particles after a day of Brownian motion", fontsize=10)

drawn = io.BytesIO()
figure.savefig(drawn, dpi=100)
Image.open(drawn).convert("RGB").quantize(200, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(sys.argv[3], optimize=True)
