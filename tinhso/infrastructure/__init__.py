"""Infrastructure (hạ tầng số): what stands in streets, on roofs and in cabinets, as far as the province keeps it."""
